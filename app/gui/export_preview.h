// What the Export dialog shows of the file that would be written, kept while nothing it depends on changes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/core/document.h"
#include "app/export/film.h"
#include "app/scene/scene.h"
#include "app/scene/sight.h"

namespace attn::gui {

struct ExportPreview {
  Document document;
  scene::Sight sight;
  std::shared_ptr<const Run> run;
  std::shared_ptr<const BeamSearch> beam;
  std::string name;

  scene::Scene scene;              // a picture (of a film: the frame it is at; of a document: its first page), or …
  std::vector<std::string> lines;  // … the beginning of a text
  std::vector<figures::FilmFrame> film;  // empty: it is none
  double began = 0;                      // when the film was last at its beginning
  std::size_t at = 0;                    // the frame in `scene`
  std::optional<Message> about;          // sizes and numbers
  std::string target;                    // the file or folder that is written
  std::string problem;                   // why there is no such file; empty: there is none
};

// The frame of its film that is due now, and for how many seconds more.
std::pair<std::size_t, double> due(const ExportPreview& preview, double now);

}  // namespace attn::gui
