// Figure: a picture of a run to be saved: what of it, how, and what is written around it. All pure.
//
// Export is four steps that the command line and the window share: a Subject (the run and what was asked for) and a
// Figure make a Drawing (this file), a Drawing or steps make the bytes of a file (formats.h), names come from a pattern
// (names.h), files are written by several threads (batch.h).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/core/derive.h"
#include "app/core/document.h"
#include "app/scene/scene.h"
#include "app/scene/sight.h"
#include "app/scene/theme.h"
#include "engine/runs/marian_params.h"

namespace attn::figures {

// A run and what was asked for. Copies share the run.
struct Subject {
  std::shared_ptr<const Model> model;
  std::shared_ptr<const Run> run;
  Request request;
  std::string checksum;                         // of the model: model_checksum; empty: not known
  std::shared_ptr<const BeamSearch> beam = {};  // a search beside the run; null: there is none
  BeamRequest searched = {};                    // what that search was asked for

  const Trace& trace() const { return run->trace; }
  // Of the model; of a run without one, its kind.
  std::string model_name() const { return model ? model->name : request.kind; }
};
Subject subject_of(const Answer& answer, std::string checksum);

// matrix: one step's numbers as a labelled heatmap. stage: the step as its kind draws it. The others: the views;
// translation is the tree of the subject's beam search where the options decode so.
enum class What { matrix, stage, map, heads, translation };

// print: light on white; the others as in the window.
enum class Paper { print, light, dark };
const scene::Theme& theme_of(Paper paper);

struct Figure {
  What what = What::matrix;
  int step = 0;              // of map and translation: the playhead; of heads: in the current head
  std::optional<Cell> cell;  // selected
  double phase = 1;          // how much of the step is done
  bool sweeping = false;     // it is a picture of a film
  Paper paper = Paper::print;
  Language language = Language::en;
  float width = 0, height = 0;  // room for the picture, in logical pixels; 0: what such a picture likes best
  bool title = true, caption = true, legend = true;
  scene::MapOptions map = {};
  HeadsOptions heads = {};
  TranslationOptions translation = {};
  SamplingOptions sampling =
      sampling_of(Request());  // what words could be drawn with, where the translation shows that of undrawn ones
  scene::Sight sight = {};     // stage: the part of its matrices that is looked at
};

// What the document shows now, as a figure.
Figure figure_of(const Document& document, const Subject& source, const scene::Sight& sight = {});

// A figure ready to become a file.
struct Drawing {
  scene::Scene scene;
  std::string title, description;  // in words, in the figure's language
  std::string session;             // JSON from which the program's state is restored (session.h)
};

// Throws std::invalid_argument if the trace has no such step, the step no such cell, or the subject no beam search that
// is to be drawn.
Drawing draw(const Figure& figure, const Subject& source, const scene::Measure& measure);

// "Encoder › Layer 1 › Self-attention › Head 2 › Weights", or the view's name.
std::string title_of(const Figure& figure, const Subject& source);

// What is said below it, a paragraph each: formula, sentence and translation, model; what colours mean, if it has a
// legend; how much of the step is shown; how a beam was searched; words forced or drawn; cells edited.
std::vector<std::string> caption_of(const Figure& figure, const Subject& source);

}  // namespace attn::figures
