# Files inside the program: attn_embed(target name=file …) makes a static library that holds the files' bytes and
# offers them through assets.h; attn_embed_assets(target) calls it with everything AttnScope carries.
#
# GCC and Clang take the bytes by the assembler's .incbin, at no cost in time or memory; others get an array of numbers.
if(NOT MSVC)
  enable_language(ASM)
endif()
option(ATTNSCOPE_INCBIN "Embed files with the assembler's .incbin instead of arrays in C++" ${CMAKE_ASM_COMPILER_LOADED})
mark_as_advanced(ATTNSCOPE_INCBIN)

function(attn_embed target)
  set(made ${PROJECT_BINARY_DIR}/generated/${target})
  set(sources ${PROJECT_SOURCE_DIR}/cmake/embed/find.cpp ${made}/list.cpp)
  set(files "")
  set(symbols "")
  set(rows "")
  set(assembly "")

  # In the byte order of the names, because find() searches by halves: a tab sorts before anything in a name.
  list(TRANSFORM ARGN REPLACE "^([^=]+)=" "\\1\t" OUTPUT_VARIABLE pairs)
  list(REMOVE_DUPLICATES pairs)
  list(SORT pairs COMPARE STRING)
  set(number 0)
  foreach(pair IN LISTS pairs)
    string(REGEX MATCH "^(.+)\t(.+)$" _ "${pair}")
    set(name ${CMAKE_MATCH_1})
    set(file ${CMAKE_MATCH_2})
    set(symbol attn_asset_${number})
    math(EXPR number "${number} + 1")
    list(APPEND files ${file})
    string(APPEND symbols "extern const unsigned char ${symbol}[];\nextern const unsigned long long ${symbol}_size;\n")
    string(APPEND rows "      {\"${name}\", bytes(${symbol}, ${symbol}_size)},\n")
    if(ATTNSCOPE_INCBIN)
      string(APPEND assembly ".balign 64\n.globl SYMBOL(${symbol})\nSYMBOL(${symbol}):\n.incbin \"${file}\"\n"
                             "SYMBOL(${symbol}_end):\n.balign 8\n.globl SYMBOL(${symbol}_size)\n"
                             "SYMBOL(${symbol}_size):\n.quad SYMBOL(${symbol}_end) - SYMBOL(${symbol})\n")
    else()
      add_custom_command(OUTPUT ${made}/${symbol}.cpp DEPENDS ${file} ${PROJECT_SOURCE_DIR}/cmake/embed/array.cmake
                         COMMAND ${CMAKE_COMMAND} -DFILE=${file} -DSYMBOL=${symbol} -DOUT=${made}/${symbol}.cpp
                                 -P ${PROJECT_SOURCE_DIR}/cmake/embed/array.cmake
                         COMMENT "Embedding ${name}" VERBATIM)
      list(APPEND sources ${made}/${symbol}.cpp)
    endif()
  endforeach()

  if(ATTNSCOPE_INCBIN)
    configure_file(${PROJECT_SOURCE_DIR}/cmake/embed/bytes.S.in ${made}/bytes.S @ONLY)
    set_source_files_properties(${made}/bytes.S PROPERTIES OBJECT_DEPENDS "${files}")
    list(APPEND sources ${made}/bytes.S)
  endif()
  configure_file(${PROJECT_SOURCE_DIR}/cmake/embed/list.cpp.in ${made}/list.cpp @ONLY)

  add_library(${target} STATIC ${sources})
  attn_flags(${target})
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR}/cmake/embed)
endfunction()

# Puts NAME/relative=file for every file below FOLDER into OUT, added to what it holds.
function(attn_files_below out name folder)
  file(GLOB_RECURSE found CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/${folder} ${folder}/*)
  list(FILTER found EXCLUDE REGEX "(^|/)\\.|\\.(md|tmp|py|sh)$|~$")
  if(ARGN)
    list(FILTER found INCLUDE REGEX ${ARGN})
  endif()
  set(pairs ${${out}})
  foreach(file IN LISTS found)
    list(APPEND pairs ${name}/${file}=${PROJECT_SOURCE_DIR}/${folder}/${file})
  endforeach()
  set(${out} ${pairs} PARENT_SCOPE)
endfunction()

function(attn_embed_assets target)
  set(pairs "")
  attn_files_below(pairs models assets/models)
  attn_files_below(pairs i18n assets/i18n)
  attn_files_below(pairs lessons assets/lessons)
  attn_files_below(pairs icon assets/icon "\\.png$")
  attn_files_below(pairs shaders shaders)
  attn_files_below(pairs reference tests/reference "\\.safetensors$|^odd/")

  # Fonts come from the system's packages. Named without their ending, which differs between systems.
  foreach(font Inter-Regular Inter-SemiBold JetBrainsMono-Regular DejaVuSans)
    find_file(ATTNSCOPE_FONT_${font} NAMES ${font}.ttf ${font}.otf
              PATHS /usr/share/fonts /usr/local/share/fonts /Library/Fonts $ENV{HOME}/Library/Fonts $ENV{WINDIR}/Fonts
              PATH_SUFFIXES opentype/inter truetype/inter inter truetype/jetbrains-mono jetbrains-mono
                            truetype/dejavu dejavu dejavu-sans-fonts TTF OTF
              NO_DEFAULT_PATH)
    mark_as_advanced(ATTNSCOPE_FONT_${font})
    if(ATTNSCOPE_FONT_${font})
      list(APPEND pairs fonts/${font}=${ATTNSCOPE_FONT_${font}})
    else()
      message(WARNING "Font ${font} not found: text will use another one. "
                      "Install it, or give its file with -DATTNSCOPE_FONT_${font}=…")
    endif()
  endforeach()

  attn_embed(${target} ${pairs})
endfunction()
