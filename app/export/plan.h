// Plan: what was chosen in the window as files, and how each of them is made.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/core/export_options.h"
#include "app/export/batch.h"
#include "app/export/figure.h"
#include "app/export/film.h"

namespace attn::figures {

struct Order {
  ExportOptions options;
  ViewName view = ViewName::step;
  Figure figure;  // what the window shows
  Subject subject;

  bool films() const { return fills_in(view, figure.translation.decoding); }
};

// The figure of the step, dressed as chosen.
Figure dressed(const Order& order, int step);
// The steps that are saved, in order; of the whole run and its exercise, those that it works out.
std::vector<int> ordered_steps(const Order& order);

// What a file (or a folder of them) is called where nobody says otherwise, without an ending.
std::string suggested_name(const Order& order);
// In the folder, with the format's ending unless it has that already.
std::filesystem::path target_of(const Order& order, const std::string& name);

// The files, none of them made yet. target: the file, or the folder of numbered ones. Throws std::invalid_argument with
// one sentence if the pattern of names is wrong, there is no such step, or a film would be too long. Not of the window.
std::vector<Job> planned(const Order& order, const std::filesystem::path& target, const GoOn& go_on);

// The key of an exercise, beside its sheet: NAME-key.
std::filesystem::path key_of(const std::filesystem::path& sheet);

// The first lines of a file that is text, of its first steps only; empty if it is not text.
std::string first_lines(const Order& order);

}  // namespace attn::figures
