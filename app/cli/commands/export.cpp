// attnscope export: steps and views as pictures or as data files.
#include <cstdio>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/command.h"
#include "app/cli/export_fits.h"
#include "app/cli/export_request.h"
#include "app/cli/numbers.h"

namespace attn::cli {
namespace {

constexpr std::string_view examples = R"(
PATH is a step, as 'attnscope steps' lists them. With --all, --block, --step, a --view other than step, or for .html
and .md, there is no PATH and every argument is TEXT.

Name patterns: {n} number of the file ({n:03}: three digits), {path}, {name} (its last part), {op}, {title}, {model},
{format}. "/" in a path becomes "-".

Examples:
  attnscope export encoder/layer1/self/head2/weights "I am a student" -o attention.svg
  attnscope export decode3/layer2/cross/head1/weights "I am a student" -o cross.png --scale 4 --theme dark
  attnscope export decode1/output/logits "I am a student" -o logits.npy
  attnscope export --step encoder/layer1/self/head2/scores --cell 2,4 --figure stage "I am a student" -o scores.pdf
  attnscope export --view map "I am a student" -o map.svg --lang fr
  attnscope export --view translation --beam 4 "I am a student" -o beam.pdf
  attnscope export --view translation --temperature 0.7 --top-p 0.9 --seed 1 "I am a student" -o drawn.png
  attnscope export --all --format svg --out steps "I am a student"
  attnscope export --block encoder/layer1/self/head2 --format pdf --page a4 -o head2.pdf "I am a student"
  attnscope export --all -o run.npz "I am a student"
  attnscope export --step encoder/layer1/self/head2/scores --cell 2,4 --animate -o scores.gif "I am a student"
  attnscope export --worked -o run.html "I am a student"
  attnscope export --exercise --seed 7 -o sheet.html "I am a student"
  attnscope export encoder/layer1/self/head2/weights "I am a student" -o weights.tex
  attnscope export --all --format png --width 1600 --name '{n:03}-{name}.png' --sentences lines.txt --out pictures)";

void add_what(CLI::App& app, ExportRequest& o) {
  app.add_option("PATH", o.path, "Path of a step")->type_name("");
  app.add_option("TEXT", o.input.words, "English sentence; - reads standard input")->type_name("");
  o.input.add_model(app);
  o.input.add_run(app);
  app.add_option("--step", o.step, "Path of the step, instead of PATH; of a view, its moment")->type_name("PATH");
  CLI::Option* all = app.add_flag("--all", o.all, "Every step of the run (not the model's weights)");
  app.add_option("--block", o.block, "Every step whose path begins so")->type_name("PATH")->excludes(all);
  app.add_option("--sentences", o.sentences, "A file with a sentence per line; each gets a folder of its own in --out")
      ->type_name("FILE");
  add_force(app, "--force", o.forced);  // -f is --format
  o.decoding.add_ways(app);
  app.add_option("--seed", o.seed, "Of the draw; of an exercise: which places are empty")
      ->check(whole_between(0, UINT64_MAX))
      ->type_name("N")
      ->capture_default_str()
      ->each([&o](const std::string&) { o.seeded = true; });
  CLI::Option* figure =
      app.add_option("--figure", o.figure,
                     "matrix (one step's numbers) or stage (the step as the window draws it; films: this one)")
          ->check(CLI::IsMember({"matrix", "stage"}))
          ->type_name("NAME");
  app.add_option("--view", o.view, "A view instead: step (the stage), map, heads or translation")
      ->check(CLI::IsMember({"step", "map", "heads", "translation"}))
      ->type_name("NAME")
      ->excludes(figure);
  app.add_option("--cell", "Row and column of the selected cell, from 1, as in 2,4")
      ->type_name("R,C")
      ->check([&o](const std::string& text) {
        char rest = 0;
        const bool fits = text.size() < 16 && std::sscanf(text.c_str(), "%7d,%7d%c", &o.row, &o.col, &rest) == 2;
        return fits && o.row > 0 && o.col > 0 ? std::string() : "'" + text + "' is not a cell such as 2,4";
      });
  app.add_option("--phase", o.phase, "How much of the step is done, 0 to 1")->check(between(0, 1))->type_name("X");
}

void add_where(CLI::App& app, ExportRequest& o) {
  app.add_option("--output,-o", o.output, "File to write; its ending is the format")->type_name("FILE");
  app.add_option("--out", o.folder, "Folder for several files; made if need be")->type_name("DIR");
  app.add_option("--format,-f", o.format, "png, svg, pdf; csv, tsv, npy, npz, json; gif, webp, mp4; html, md, tex")
      ->type_name("NAME");
  app.add_option("--name", o.pattern, "Names of the files in --out")->type_name("PATTERN")->capture_default_str();
  app.add_flag("--overwrite", o.replace, "Replace files that are there already");
  app.add_flag("--quiet,-q", o.quiet, "Say nothing but errors");
  app.add_flag("--json", o.json, "A summary as JSON on standard output");
}

void add_look(CLI::App& app, ExportRequest& o) {
  app.add_option("--theme,-t", o.theme, "print (light on white), light or dark (as in the window)")
      ->check(CLI::IsMember({"print", "light", "dark"}))
      ->type_name("NAME")
      ->capture_default_str();
  app.add_option("--lang", o.language, "Language of title and caption: en, zh or fr")
      ->check(CLI::IsMember({"en", "zh", "fr"}))
      ->type_name("NAME")
      ->capture_default_str();
  app.add_option("--size", "Room for the figure in logical pixels, as in 1440x900; without it, its natural size")
      ->type_name("WxH")
      ->check([&o](const std::string& text) {
        int w = 0, h = 0;
        char rest = 0;
        const bool fits = std::sscanf(text.c_str(), "%dx%d%c", &w, &h, &rest) == 2;
        if (!fits || w < 100 || h < 100 || w > 16384 || h > 16384)
          return "'" + text + "' is not a size such as 1440x900";
        o.width = static_cast<float>(w);
        o.height = static_cast<float>(h);
        return std::string();
      });
  CLI::Option* scale = app.add_option("--scale,-s", o.picture.scale, "Pixels per logical pixel")
                           ->check(between(figures::smallest_scale, figures::largest_scale))
                           ->type_name("X")
                           ->capture_default_str();
  CLI::Option* width = app.add_option("--width", o.picture.pixels, "Pixels across, instead of --scale")
                           ->check(whole_between(16, 32767))
                           ->type_name("PIXELS")
                           ->excludes(scale);
  app.add_option("--dpi", o.picture.dpi, "Pixels per inch of print (a logical pixel is 1/96 inch)")
      ->check(between(24, 2400))
      ->type_name("X")
      ->excludes(scale)
      ->excludes(width);
  app.add_flag("--transparent", o.picture.transparent, "Without a background");
  app.add_option(
         "--page", o.page,
         "Page of a PDF: figure (its own size), a4, a4-landscape, a4-turned (as the figure is wider or higher); "
         "the same of letter")
      ->check(CLI::IsMember(std::vector<std::string>(std::begin(figures::page_names), std::end(figures::page_names))))
      ->type_name("NAME")
      ->capture_default_str();
  app.add_flag("--no-legend", o.no_legend, "Without the colour bar");
  app.add_flag("--no-title", o.no_title, "Without the title");
  app.add_flag("--no-caption", o.no_caption, "Without title and caption");
  app.add_flag("--no-session", o.no_session, "Without the notes in the file from which the program shows it again");
}

void add_film(CLI::App& app, ExportRequest& o) {
  app.add_flag("--animate", o.animate, "A film of the steps, as .gif, .webp or (where ffmpeg is installed) .mp4");
  app.add_option("--to", o.to, "Last step of a film that begins with PATH or --step")->type_name("PATH");
  app.add_option("--fps", o.film.fps, "Frames per second")
      ->check(between(1, 50))
      ->type_name("X")
      ->capture_default_str();
  app.add_option("--seconds", o.film.seconds, "Length of the film; without it, as long as the window plays it")
      ->check(between(0, 3600))
      ->type_name("X");
  app.add_option("--pause", o.film.pause, "Seconds of rest at both ends")
      ->check(between(0, 60))
      ->type_name("X")
      ->capture_default_str();
  app.add_option("--loops", o.film.loops, "How often it is played; 0: for ever")
      ->check(whole_between(0, 65535))
      ->type_name("N")
      ->capture_default_str();
}

void add_document(CLI::App& app, ExportRequest& o) {
  CLI::Option* worked = app.add_flag(
      "--worked", o.worked, "The steps (all of them, --block or --step) worked in full: .html to print, or .md");
  app.add_flag("--exercise", o.exercise,
               "The same with empty places to fill in; FILE-key has the answers. Without --block or --step: one head")
      ->excludes(worked);
}

void add(CLI::App& app) {
  const auto o = std::make_shared<ExportRequest>();
  app.description("Write steps or views as pictures, films, numbers or worked solutions");
  add_what(app, *o);
  add_where(app, *o);
  add_look(app, *o);
  add_film(app, *o);
  add_document(app, *o);
  name_formats(app);
  app.footer(std::string(examples));
  app.callback([o, &app] {
    o->given.clear();
    for (const CLI::Option* option : app.get_options())
      if (option->count() > 0 && !option->get_lnames().empty()) o->given.push_back("--" + option->get_lnames().front());
    o->film.scale = o->picture.scale;
    o->film.pixels = o->picture.pixels;
    run_export(*o);
  });
}

}  // namespace

extern constinit const Command export_command;
constinit const Command export_command{"export", 5, add};

}  // namespace attn::cli
