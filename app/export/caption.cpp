// What is said about a figure: nothing that the run, the options and the colours do not bear out.
#include <cmath>

#include <fmt/format.h>

#include "app/core/moment.h"
#include "app/core/names.h"
#include "app/export/parts.h"
#include "app/scene/format.h"
#include "engine/formula.h"

namespace attn::figures {
namespace {

constexpr std::size_t most_listed = 4;

// "a; b; c; and 3 more"
std::string listed(const std::vector<std::string>& items, const Texts& texts) {
  std::string all;
  for (std::size_t i = 0; i < items.size() && i < most_listed; ++i) all += (i ? "; " : "") + items[i];
  if (items.size() > most_listed)
    all += "; " + texts(Message{"ui.more_steps", {std::to_string(items.size() - most_listed)}});
  return all;
}

bool shows_step(const Figure& figure) { return figure.what == What::matrix || figure.what == What::stage; }

std::string colors_text(const Colors& colors, const Figure& figure, const Texts& texts) {
  const bool dark = figure.paper == Paper::dark;
  const auto name = [&](const char* key) { return std::string(texts(key)); };
  if (colors.range.kind == scene::Range::Kind::unit)
    return texts(Message{"export.colors_unit",
                         {name(dark ? "export.color_black" : "export.color_white"),
                          name(dark ? "export.color_pale" : "export.color_purple")}});
  const std::string all =
      texts(Message{"export.colors_symmetric",
                    {scene::range_text(-colors.range.limit), name("export.color_blue"),
                     name(dark ? "export.color_black" : "export.color_white"), scene::range_text(colors.range.limit),
                     name(dark ? "export.color_yellow" : "export.color_brown")}});
  if (colors.range.most == 0) return all;
  return all + texts(Message{"export.colors_beyond", {scene::cell_text(colors.range.most)}});
}

std::string forced_text(const Subject& source, const Texts& texts) {
  std::vector<std::string> words;
  for (const ForcedWord& word : source.request.forced) {
    const auto at = static_cast<std::size_t>(word.position - 1);
    if (word.position < 1 || at >= source.run->written.size()) continue;  // decoding ended before it
    words.push_back(fmt::format("{} = {}", word.position, source.run->written[at].label));
  }
  return words.empty() ? std::string() : texts(Message{"export.forced", {listed(words, texts)}});
}

std::string edits_text(const Subject& source, const Texts& texts) {
  std::vector<std::string> cells;
  for (const Edit& edit : source.request.changes)
    cells.push_back(fmt::format("{} ({}, {}) = {}", edit.path, edit.row + 1, edit.col + 1,
                                scene::exact_text_for_people(edit.value)));
  return cells.empty() ? std::string() : texts(Message{"export.edited", {listed(cells, texts)}});
}

std::string top_k_text(const SamplingOptions& s, const Texts& texts) {
  return s.top_k == 0 ? std::string(texts("translation.all")) : std::to_string(s.top_k);
}

std::string drawn_text(const SamplingOptions& s, const Texts& texts) {
  return texts(Message{"export.drawn",
                       {fmt::format("{:g}", s.temperature), top_k_text(s, texts), fmt::format("{:g}", s.top_p),
                        std::to_string(s.seed)}});
}

// What each distribution would become, of words that are not drawn.
std::string shares_text(const SamplingOptions& s, const Texts& texts) {
  return texts(Message{"export.shares",
                       {fmt::format("{:g}", s.temperature), top_k_text(s, texts), fmt::format("{:g}", s.top_p)}});
}

std::string searched_text(const BeamRequest& asked, const Texts& texts) {
  return texts(Message{"export.searched", {std::to_string(asked.width), fmt::format("{:g}", asked.length_penalty)}});
}

// Whose attention a view's figure shows.
std::string attention_text(const Figure& figure, const Subject& source, const Texts& texts) {
  const auto head = [&](int number) { return texts(Message{"translation.head", {std::to_string(number)}}); };
  if (figure.what == What::map)
    return texts(Message{"export.ribbons",
                         {figure.map.head > 0 ? head(figure.map.head) : std::string(texts("export.mean_of_heads")),
                          fmt::format("{:g}", figure.map.hide_below / 100.0)}});
  if (figure.what != What::translation || shows_beam(figure) || source.run->written.empty()) return {};
  const Looked looked = looked_of(figure, source);
  return texts(Message{"export.looked",
                       {texts(Message{"translation.layer", {std::to_string(looked.layer)}}),
                        looked.head > 0 ? head(looked.head) : std::string(texts("export.mean_of_heads"))}});
}

}  // namespace

std::string shape_and_path(const Figure& figure, const Subject& source) {
  const Step& step = source.trace()[figure.step];
  return fmt::format("{}  ·  {}", step.out.shape(), step.path);
}

std::optional<Colors> colors_of(const Figure& figure, const Subject& source) {
  const Step& step = source.trace()[figure.step];
  switch (figure.what) {
    case What::matrix: {
      const scene::Range range = scene::choose_range(*step.role, step.out.mat());
      if (range.kind == scene::Range::Kind::names || step.out.size() == 0) return std::nullopt;
      const Mat& values = step.out.mat();
      bool masked = false;
      for (Index i = 0; i < values.size(); ++i) masked = masked || values.data()[i] == -HUGE_VALF;
      return Colors{range, masked};
    }
    case What::stage:  // has a bar beside every matrix that needs one
      return std::nullopt;
    case What::heads:
      if (figure.heads.own_scale) return std::nullopt;  // every head has its own
      return Colors{heads_range(figure, source)};
    case What::translation:
      if (shows_beam(figure)) return std::nullopt;
      [[fallthrough]];
    case What::map:
      return Colors{{scene::Range::Kind::unit, 1}};
  }
  return std::nullopt;
}

std::string title_of(const Figure& figure, const Subject& source) {
  const Texts& texts = texts_in(figure.language);
  if (figure.what == What::map) return std::string(texts("view.map"));
  if (figure.what == What::heads) return std::string(texts("view.heads"));
  if (figure.what == What::translation) {
    constexpr const char* names[] = {"translation.title_greedy", "translation.title_beam",
                                     "translation.title_sampling"};
    const Decoding decoding =
        drawn_with(source.request) && !shows_beam(figure) ? Decoding::sampling : figure.translation.decoding;
    return std::string(texts("view.translation")) + " › " + std::string(texts(names[static_cast<int>(decoding)]));
  }
  std::string title;
  for (const std::string& part : breadcrumb(texts, source.trace()[figure.step]))
    title += (title.empty() ? "" : " › ") + part;
  return title;
}

std::vector<std::string> caption_of(const Figure& figure, const Subject& source) {
  const Texts& texts = texts_in(figure.language);
  const Step& step = source.trace()[figure.step];
  std::vector<std::string> lines;
  if (shows_step(figure))
    lines.push_back(formula(source.trace(), figure.step, formula_words(texts)) + "  ·  " +
                    shape_and_path(figure, source));
  const Run& run = *source.run;
  if (run.written.empty())
    lines.push_back(texts(Message{"export.run_alone", {run.input, std::string(texts("run." + source.request.kind))}}));
  else
    lines.push_back(texts(Message{"export.run", {run.input, run.output, source.model_name()}}));
  if (const auto colors = figure.legend ? colors_of(figure, source) : std::nullopt)
    lines.push_back(colors_text(*colors, figure, texts));
  if (const std::string whose = attention_text(figure, source, texts); !whose.empty()) lines.push_back(whose);
  if (shows_beam(figure)) lines.push_back(searched_text(source.searched, texts));
  if (const Index done = cells_done(step, figure.phase); done < step.out.size() && !shows_beam(figure))
    lines.push_back(texts(Message{"export.so_far", {std::to_string(done), std::to_string(step.out.size())}}) +
                    (shows_step(figure) ? "" : "  ·  " + step.path));
  if (const std::string words = forced_text(source, texts); !words.empty()) lines.push_back(words);
  if (const auto drawn = drawn_with(source.request))
    lines.push_back(drawn_text(*drawn, texts));
  else if (figure.what == What::translation && figure.translation.decoding == Decoding::sampling)
    lines.push_back(shares_text(figure.sampling, texts));
  if (const std::string cells = edits_text(source, texts); !cells.empty()) lines.push_back(cells);
  return lines;
}

}  // namespace attn::figures
