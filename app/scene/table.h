// The numbers of one step as text and as data files.
//
// Data files hold every number so that it reads back bit for bit (a NaN as some NaN).
#pragma once

#include <span>
#include <string>

#include "engine/trace.h"

namespace attn::scene {

struct TableOptions {
  Index max_columns = 12, max_rows = 0;  // 0: all
  int decimals = 4;                      // -1: as many as it takes to read the number back
};

// Aligned columns for a terminal, tokens as labels, wide characters counted as two; the last lines say what was left
// out. Numbers are plain ASCII ("-0.25", "-inf", "nan"); one that would be printed as 0 but is not has an exponent; a
// step of whole numbers only (token ids, masks) has no decimals.
std::string to_table(const Step& step, const TableOptions& options = {});

// RFC 4180: a header of column labels after an empty field, then each row's label and numbers; lines end in CR LF.
std::string to_csv(const Step& step);

// The same with tabs between fields and lines that end in LF; tabs and line feeds inside a label become spaces.
std::string to_tsv(const Step& step);

// One object: path, op, shape, row_labels, col_labels, values (rows of numbers; "-Infinity", "Infinity", "NaN" as
// strings).
std::string to_json(const Step& step);

// An array of such objects.
std::string to_json(std::span<const Step* const> steps);

// NumPy's format 1.0: little-endian float32 in C order, always two dimensions.
std::string to_npy(const Step& step);

// What numpy.load reads as a mapping from paths to matrices: a ZIP of one NPY file per step, not compressed, as
// numpy.savez writes it. Throws std::invalid_argument if that would be larger than 4 GB or of more than 65,535 steps.
std::string to_npz(std::span<const Step* const> steps);

}  // namespace attn::scene
