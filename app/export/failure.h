// Failure: why a file was not saved or not opened, as a sentence in every language.
#pragma once

#include <exception>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "app/core/texts.h"
#include "app/export/batch.h"

namespace attn::figures {

// what(): in English, as the command line says it. message: as the window says it.
struct Failure : std::invalid_argument {
  Failure(const std::string& english, Message said) : std::invalid_argument(english), message(std::move(said)) {}
  Message message;
};

// Another program, such as ffmpeg or xclip, is not there or failed.
struct ToolFailure : std::runtime_error {
  ToolFailure(const std::string& english, Message said) : std::runtime_error(english), message(std::move(said)) {}
  Message message;
};

// What the window says of anything thrown while a file is made or written: of what only the system knows the reason,
// that reason in the system's words.
Message message_of(const std::exception& error);

// Throws Failure where one of the files cannot be written whatever its bytes: two have one name, it is a folder, or in
// none. make_folder: the folder they are all in is made if need be.
void check_places(const std::vector<Job>& jobs, bool make_folder);

}  // namespace attn::figures
