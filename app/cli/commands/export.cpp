// attnscope export: one step as a labelled heatmap or as a data file.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iostream>

#include <fmt/format.h>

#include "app/cli/command.h"
#include "app/cli/input.h"
#include "app/scene/heatmap.h"
#include "app/scene/raster.h"
#include "app/scene/svg.h"
#include "app/scene/table.h"
#include "app/scene/write_file.h"
#include "engine/formula.h"

namespace attn::cli {
namespace {

struct Options {
  ModelInput input;
  std::string path, output, theme = "light";
  double scale = 2;
  bool no_legend = false, no_caption = false;
};

constexpr std::string_view kinds = "svg, png, csv, npy or json";

// Lower-case extension without its dot. Refuses what cannot be written before any work is done.
std::string kind_of(const std::string& output) {
  std::string kind = std::filesystem::path(output).extension().string();
  std::transform(kind.begin(), kind.end(), kind.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (kind.size() > 1) kind.erase(0, 1);
  if (kind != "svg" && kind != "png" && kind != "csv" && kind != "npy" && kind != "json")
    throw std::invalid_argument(
        fmt::format("'{}' must end in .{}", output,
                    kind.empty() ? "svg, .png, .csv, .npy or .json" : std::string(kinds) + ", not ." + kind));
  return kind;
}

scene::Scene picture(const Translation& t, int step, const Options& o) {
  scene::HeatmapOptions h;
  h.theme = o.theme == "dark" ? scene::dark_theme() : scene::light_theme();
  h.legend = !o.no_legend;
  if (!o.no_caption) {
    h.title = t.trace[step].path;
    h.caption = fmt::format("{}  ({})  ·  {} → {}  ·  {}", formula(t.trace, step), t.trace[step].out.shape(), t.source,
                            t.text, std::filesystem::path(o.input.model).filename().string());
  }
  return scene::heatmap(t.trace, step, h, scene::pango_measure());
}

std::string bytes(const Translation& t, int step, const Options& o, const std::string& kind) {
  const Step& s = t.trace[step];
  if (kind == "csv") return scene::to_csv(s);
  if (kind == "npy") return scene::to_npy(s);
  if (kind == "json") return scene::to_json(s);
  if (kind == "svg") return scene::to_svg(picture(t, step, o), &t.trace);
  return scene::to_png(picture(t, step, o), o.scale);
}

void write(const Options& o) {
  const std::string kind = kind_of(o.output);
  const Translation t = run_model(o.input);
  t.trace.at(o.path);
  scene::write_file(o.output, bytes(t, t.trace.find(o.path), o, kind));
  fmt::print(stderr, "wrote {}\n", o.output);
}

void add(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  app.description("Write one step as a labelled heatmap (svg, png) or as data (csv, npy, json)");
  app.add_option("PATH", o->path, "Path of a step, as 'attnscope steps' lists them")->required()->type_name("");
  o->input.add_text(app);
  app.add_option("--output,-o", o->output, "File to write; its ending chooses the kind")->required()->type_name("FILE");
  o->input.add_model(app);
  app.add_option("--theme,-t", o->theme, "light or dark")
      ->check(CLI::IsMember({"light", "dark"}))
      ->type_name("NAME")
      ->capture_default_str();
  app.add_option("--scale,-s", o->scale, "Pixels of a PNG per logical pixel")
      ->check(CLI::Range(0.25, 8.0))
      ->type_name("X")
      ->capture_default_str();
  app.add_flag("--no-legend", o->no_legend, "Without the colour bar");
  app.add_flag("--no-caption", o->no_caption, "Without title and caption");
  app.footer(R"(
Examples:
  attnscope export encoder/layer1/self/head2/weights "I am a student" -o attention.svg
  attnscope export decode3/layer2/cross/head1/weights "I am a student" -o cross.png --scale 4 --theme dark
  attnscope export decode1/output/logits "I am a student" -o logits.npy)");
  app.callback([o] { write(*o); });
}

}  // namespace

extern constinit const Command export_command;
constinit const Command export_command{"export", 5, add};

}  // namespace attn::cli
