// What lasts of the Export dialog from frame to frame. What is chosen in it is Document::exporting.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/core/document.h"
#include "app/export/exporter.h"
#include "app/scene/scene.h"
#include "app/scene/sight.h"
#include "engine/model/translate.h"

namespace attn::gui {

// What the dialog shows of the file, kept while nothing it depends on changes.
struct ExportPreview {
  Document document;
  scene::Sight sight;
  std::shared_ptr<const Translation> translation;
  std::string name;

  scene::Scene scene;              // a picture, or …
  std::vector<std::string> lines;  // … the beginning of a text
  std::optional<Message> about;    // sizes and numbers
  std::string target;              // the file or folder that is written
  std::string problem;             // why there is no such file; empty: there is none
};

struct ExportView {
  bool open = false;
  bool opening = false;  // from the next frame on: this one shows, for a picture of the window, what lies below
  std::shared_ptr<const scene::Image> window;  // that picture
  bool mp4 = false;                            // films can be written as MP4 here
  ExportRow row = ExportRow::what;             // that the arrow keys turn
  bool moved = false;                          // to that row, by a key: a text field takes the caret
  std::string name;                            // as typed; empty: the suggested one
  std::optional<std::size_t> there;            // files of those names: the dialog asks whether to replace them …
  bool replace = false;                        // … and this answer is the one that Enter gives
  ExportPreview preview;

  bool menu = false;  // opened by a key

  double started = 0;              // when the export that is under way began
  figures::Exporter::State shown;  // how far it is, as the last frame said
};

}  // namespace attn::gui
