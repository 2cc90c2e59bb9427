// Session: what a saved figure says about the state it shows, so that the program can show it again.
//
// One JSON document: {program, version, format: 1, sentence, model: {name, opened, checksum}, step, cell, phase, view,
// figure, language, forced, sampling, edits, map, heads, translation}. Rows, columns and positions count from 1. It is
// in a PNG as an iTXt chunk, in an SVG as <metadata>, in a PDF as its keywords, in HTML as a script element of type
// application/json; all of these under the name "attnscope".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/core/document.h"
#include "app/export/figure.h"

namespace attn::figures {

inline constexpr std::string_view session_keyword = "attnscope";

struct Session {
  std::string version;               // of the program that wrote it
  std::string model_name, checksum;  // of the model; see model_checksum
  What figure = What::matrix;
  std::vector<Edit> edits;
  Document document;  // sentence, model, forced and drawn words, step, cell, phase, view and what is chosen in it
};

Session session_of(const Figure& figure, const Subject& source);
std::string to_json(const Session& session);

// Every value is checked. Throws std::invalid_argument with one sentence: no such document, of a later format, or
// without a sentence, model or step.
Session session_from(std::string_view json);

// The session in the bytes of a PNG, SVG, PDF or HTML file, whatever wrote it last. Throws std::invalid_argument with
// one sentence where there is none or the file is damaged.
Session read_session(std::string_view bytes);

// The reader's document with the session's sentence, model, words, step, cell, phase and view; language, look, speed
// and so on stay the reader's own.
void restore(const Session& session, Document& document);

}  // namespace attn::figures
