// What lasts of the Export dialog from frame to frame. What is chosen in it is Document::exporting.
#pragma once

#include <future>
#include <memory>
#include <optional>
#include <string>

#include "app/core/document.h"
#include "app/export/exporter.h"
#include "app/scene/scene.h"

namespace attn::gui {

struct ExportPreview;  // app/gui/export_preview.h

// The model that an opened figure was made with, until the one that is here has been compared with it.
struct OpenedModel {
  std::string opened, name, checksum;         // as in a Session
  std::shared_future<std::string> here = {};  // the checksum of the one that is here, once that is loaded
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
  std::shared_ptr<ExportPreview> preview;      // null: to be made

  bool menu = false;  // opened by a key
  std::optional<OpenedModel> opened;

  double started = 0;              // when the export that is under way began
  figures::Exporter::State shown;  // how far it is, as the last frame said
};

}  // namespace attn::gui
