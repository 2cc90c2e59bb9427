// Frame: what panels read and edit while one picture is drawn. Panels are free functions and keep nothing.
#pragma once

#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/core/arithmetic.h"
#include "app/core/derive.h"
#include "app/core/document.h"
#include "app/core/flame.h"
#include "app/core/folders.h"
#include "app/core/history.h"
#include "app/core/moment.h"
#include "app/core/outline.h"
#include "app/core/player.h"
#include "app/core/suggest.h"
#include "app/core/texts.h"
#include "app/gui/export_view.h"
#include "app/gui/focus.h"
#include "app/gui/fonts.h"
#include "app/gui/heads_view.h"
#include "app/gui/inspector_view.h"
#include "app/gui/linked.h"
#include "app/gui/map_view.h"
#include "app/gui/outline_view.h"
#include "app/gui/parameters_view.h"
#include "app/gui/record.h"
#include "app/gui/scene_draw.h"
#include "app/gui/sentence_edit.h"
#include "app/gui/translation_view.h"
#include "app/scene/heatmap.h"
#include "app/scene/sight.h"

namespace attn::gui {

// What follows from the current run alone; made anew when the run changes.
struct RunFacts {
  std::vector<OutlineNode> roots;
  std::vector<int> timeline;
  Course story;            // what is played, in the language of the window …
  Course whole;            // … or everything …
  std::vector<int> words;  // … or a word at a time
  Flame flame;
  std::vector<Message> notes;
  std::vector<UnknownWord> unknown;  // words with letters that the model does not know
};

// The scene on the stage, kept while nothing it depends on changes.
struct StageKey {
  std::shared_ptr<const Run> run;
  int step = -1;
  std::optional<Cell> cell;
  double phase = 1;
  float width = 0, height = 0;
  Language language = Language::en;
  Look look = Look::dark;
  int fonts = 0;
  scene::Sight sight = {};
  std::optional<Cell> pointed = {};
  bool sweeping = false;
  bool operator==(const StageKey&) const = default;
};
struct Stage {
  StageKey key;
  scene::Scene scene;
  ImVec2 origin;  // where it was last drawn …
  float px = 1;   // … and how large: ImGui units per pixel of the scene
};

// How closely the matrices on the stage are looked at, as long as steps of one shape are.
struct StageZoom {
  scene::Sight sight;
  Index rows = 0, cols = 0;      // of the step
  std::optional<Cell> followed;  // the selected cell that was last brought into sight
  int step = -1;
  bool pinned = false;   // the lens stays at the selected cell, wherever the pointer is
  bool dragged = false;  // a hand holds the matrices
};

// Something to be told once. A problem has no time of its own: the program gives it twenty seconds from when it is
// first drawn.
struct Notice : Message {
  explicit Notice(Message message, bool is_good = false, double when = std::numeric_limits<double>::infinity())
      : Message(std::move(message)), good(is_good), until(when) {}
  bool good;
  double until;  // seconds
};

// What lives on between frames, but is nobody's choice.
struct View {
  Player player;
  Stage stage;
  Linked linked;
  InspectorView inspector;
  StageZoom stage_zoom;
  OutlineView outline;
  HeadsView heads;
  MapView map;
  TranslationView translation;
  ParametersView parameters;
  std::map<std::string, Request, std::less<>> left;  // by kind of run: what was asked for when another was chosen
  bool typing = false;                               // the caret is in a text field, which gets the plain keys
  bool edit_sentence = false;                        // put the caret into the sentence field …
  int awaiting_caret = 0;  // … which has been told; keys wait for it for at most so many frames
  SentenceEdit sentence;   // what of the sentence is in that field
  Focus focus;             // of the keyboard
  bool escape = false;     // in this frame: leave the text field, close the list
  bool quit = false;
  bool tips = true;      // tooltips are shown: no key was pressed since the pointer moved …
  ImVec2 tips_off;       // … away from here
  bool welcome = false;  // the first start: the run is shown at its end, with a card that says what this is
  bool retry = false;    // ask for the same model and sentence once more

  std::optional<Notice> notice;
  ExportView exporting;
  std::string open_figure;      // a file whose figure is to be shown
  bool sheet_open = false;      // the list of shortcuts lies over everything …
  bool sheet_glossary = false;  // … or that of terms
  struct FolderList {           // so does the list of folders, to open a model from
    bool open = false, fresh = false, appearing = false;
    std::string path, listed;  // as typed; of which the entries are
    FolderListing listing;
  };
  FolderList folder;

  FlameWindow flame;           // the part of the timeline that the flame graph shows
  std::string flame_followed;  // the step it was last moved for
  struct Drag {
    enum class Part { none, all, first, last } part = Part::none;
    double from = 0;  // place of the timeline
  };
  Drag overview_drag;
};

struct Frame {
  Document& document;
  const Document& shown;  // as it was when the frame began: what texts and theme are of
  View& view;
  History& history;
  const std::vector<std::string>& recent_models;
  const Derived& derived;
  const RunFacts& facts;
  const Texts& texts;
  const scene::Theme& theme;
  Fonts& fonts;
  Textures& textures;
  figures::Exporter& exporter;
  float px = 1;    // ImGui units per logical pixel
  double now = 0;  // seconds
  int step = -1;   // on the stage; -1: there is no run yet
  Record* record = nullptr;

  const Run* run() const { return derived.answer.run.get(); }
  const Trace& trace() const { return derived.answer.run->trace; }
  // What all panels turn about: in a complete step the selected cell, or the default one; else the one that is being
  // computed. None where the step on the stage has no cells. pinned: the selected one, as long as another is computed.
  std::optional<scene::Cursor> cursor() const;
  std::optional<Cell> cell() const;
  std::optional<Cell> pinned() const;
};

// Heights of the dock: without a flame graph, with one, with one of tall lanes.
inline constexpr float compact_dock = 64, full_dock = 168, wide_dock = 216;

// Areas in logical pixels.
struct Areas {
  scene::Rect header, sentence, outline, stage, inspector, dock;
  scene::Rect middle;  // outline, stage and inspector together: what other views have
  bool rail = false;   // the outline is one: where we are, without the tree
};
Areas areas(float width, float height, bool folded_outline = false, bool low_dock = false);

// The last part of a model's path, for people.
std::string short_name(const std::string& model);

// Good news, for a while.
void tell(Frame& frame, Message news);

// All panels.
void draw_frame(Frame& frame, float width, float height);

}  // namespace attn::gui
