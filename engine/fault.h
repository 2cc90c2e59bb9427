// Fault: what does not fit in what is asked for, as a sentence and as a key for other languages.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace attn {

struct Fault : std::invalid_argument {
  // key: of the text "fault.KEY", arguments: in place of its {0}, {1} …
  Fault(const std::string& sentence, std::string of, std::vector<std::string> with)
      : std::invalid_argument(sentence), key(std::move(of)), arguments(std::move(with)) {}
  std::string key;
  std::vector<std::string> arguments;
};

}  // namespace attn
