# Writes FILE as an array of numbers named SYMBOL, and its size, into OUT.
file(READ ${FILE} hex HEX)
string(LENGTH "${hex}" digits)
math(EXPR size "${digits} / 2")
string(REGEX REPLACE "(..)" "0x\\1," numbers "${hex}")
string(REPEAT "0x..," 16 row)
string(REGEX REPLACE "(${row})" "\\1\n" numbers "${numbers}")
file(WRITE ${OUT} "extern \"C\" {
extern const unsigned char ${SYMBOL}[];
extern const unsigned long long ${SYMBOL}_size;
alignas(64) const unsigned char ${SYMBOL}[] = {\n${numbers}0};
const unsigned long long ${SYMBOL}_size = ${size};
}
")
