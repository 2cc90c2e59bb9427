// Session: what a saved figure says about the state it shows, so that the program can show it again.
//
// One JSON document: {program, version, format: 2, request: {kind, place, values, forced, changes}, model: {name,
// checksum}, step, cell, phase, view, figure, language, map, heads, translation}; its fields are those of
// app/core/fields.h. Rows, columns and positions count from 1; choices and flags are names. Format 1 is read too. It is
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

struct SessionModel {
  std::string name, checksum;  // see model_checksum
};

struct Session {
  std::string version;  // of the program that wrote it
  SessionModel model;
  What figure = What::matrix;
  Document document;                 // what was asked for, step, cell, phase, view and what is chosen in it
  std::vector<std::string> refused;  // what this program did not understand of it: see app/core/codec.h
};

Session session_of(const Figure& figure, const Subject& source);
std::string to_json(const Session& session);

// Every value is checked by itself. Throws std::invalid_argument with one sentence: no such document, of a later format
// or of a kind of run that is not known, or without a sentence, model or step.
Session session_from(std::string_view json);

// The session in the bytes of a PNG, SVG, PDF or HTML file, whatever wrote it last. Throws std::invalid_argument with
// one sentence where there is none or the file is damaged.
Session read_session(std::string_view bytes);

// The reader's document with the session's request, step, cell, phase and view; language, look, speed
// and so on stay the reader's own.
void restore(const Session& session, Document& document);

}  // namespace attn::figures
