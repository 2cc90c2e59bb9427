// attnscope export: steps and views as pictures or as data files.
#include <cstdio>
#include <memory>

#include <fmt/format.h>

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

void add_what(const Parser& parser, ExportRequest& o) {
  parser.option("PATH", o.path, "Path of a step").type("");
  o.input.add_text(parser);
  o.input.add_model(parser);
  o.input.add_run(parser);
  parser.option("--step", o.step, "Path of the step, instead of PATH; with --view: the step that it shows")
      .type("PATH");
  const Option all = parser.flag("--all", o.all, "Every step of the run (not the model's weights)");
  parser.option("--block", o.block, "Every step whose path begins with PATH").type("PATH").excludes(all);
  parser.option("--sentences", o.sentences, "File with one sentence per line; each gets its own folder in --out")
      .type("FILE");
  add_force(parser, "--force", o.forced);  // -f is --format
  o.decoding.add_ways(parser);
  parser.option("--seed", o.seed, "Seed for sampling; with --exercise: which cells are left blank")
      .check(whole_between(0, UINT64_MAX))
      .type("N")
      .shown_default()
      .when_given([&o] { o.seeded = true; });
  const Option figure =
      parser
          .option("--figure", o.figure,
                  "matrix (one step's numbers) or stage (the step as the window draws it; films: this one)")
          .one_of({"matrix", "stage"})
          .type("NAME");
  parser.option("--view", o.view, "Draw a view: step (the stage), map, heads or translation")
      .one_of({"step", "map", "heads", "translation"})
      .type("NAME")
      .excludes(figure);
  parser.option("--cell", "Row and column of the selected cell, from 1, as in 2,4")
      .type("R,C")
      .check([&o](const std::string& text) {
        char rest = 0;
        const bool fits = text.size() < 16 && std::sscanf(text.c_str(), "%7d,%7d%c", &o.row, &o.col, &rest) == 2;
        return fits && o.row > 0 && o.col > 0 ? std::string() : "'" + text + "' is not a cell such as 2,4";
      });
  parser.option("--phase", o.phase, "How much of the step is done, 0 to 1").check(between(0, 1)).type("X");
}

void add_where(const Parser& parser, ExportRequest& o) {
  parser.option("--output,-o", o.output, "File to write; its ending chooses the format").type("FILE");
  parser.option("--out", o.folder, "Folder for several files; created if missing").type("DIR");
  parser.option("--format,-f", o.format, "png, svg, pdf; csv, tsv, npy, npz, json; gif, webp, mp4; html, md, tex")
      .type("NAME");
  parser.option("--name", o.pattern, "Names of the files in --out").type("PATTERN").shown_default();
  parser.flag("--overwrite", o.replace, "Replace files that already exist");
  parser.flag("--quiet,-q", o.quiet, "Print errors only");
  parser.flag("--json", o.json, "Print a summary as JSON on standard output");
}

void add_look(const Parser& parser, ExportRequest& o) {
  parser.option("--theme,-t", o.theme, "print (light on white), light or dark (as in the window)")
      .one_of({"print", "light", "dark"})
      .type("NAME")
      .shown_default();
  parser.option("--lang", o.language, "Language of title and caption: en, zh or fr")
      .one_of({"en", "zh", "fr"})
      .type("NAME")
      .shown_default();
  parser.option("--size", "Space for the figure in logical pixels, as in 1440x900; default: its natural size")
      .type("WxH")
      .check([&o](const std::string& text) {
        int w = 0, h = 0;
        char rest = 0;
        const bool fits = std::sscanf(text.c_str(), "%dx%d%c", &w, &h, &rest) == 2;
        if (!fits || w < 100 || h < 100 || w > 16384 || h > 16384)
          return "'" + text + "' is not a size such as 1440x900";
        o.width = static_cast<float>(w);
        o.height = static_cast<float>(h);
        return std::string();
      });
  const Option scale = parser.option("--scale,-s", o.picture.scale, "Pixels per logical pixel")
                           .check(between(figures::smallest_scale, figures::largest_scale))
                           .type("X")
                           .shown_default();
  const Option width = parser.option("--width", o.picture.pixels, "Pixels across, instead of --scale")
                           .check(whole_between(16, 32767))
                           .type("PIXELS")
                           .excludes(scale);
  parser.option("--dpi", o.picture.dpi, "Pixels per inch of print (a logical pixel is 1/96 inch)")
      .check(between(24, 2400))
      .type("X")
      .excludes(scale)
      .excludes(width);
  parser.flag("--transparent", o.picture.transparent, "Leave out the background");
  parser
      .option("--page", o.page,
              "Page of a PDF: figure (its own size), a4, a4-landscape, a4-turned (portrait or landscape, "
              "whichever fits); the same for letter")
      .one_of(std::vector<std::string>(std::begin(figures::page_names), std::end(figures::page_names)))
      .type("NAME")
      .shown_default();
  parser.flag("--no-legend", o.no_legend, "Leave out the colour bar");
  parser.flag("--no-title", o.no_title, "Leave out the title");
  parser.flag("--no-caption", o.no_caption, "Leave out title and caption");
  parser.flag("--no-session", o.no_session, "Leave out the notes that let AttnScope open the figure again");
}

void add_film(const Parser& parser, ExportRequest& o) {
  parser.flag("--animate", o.animate, "Write a film of the steps: .gif, .webp or (where ffmpeg is installed) .mp4");
  parser.option("--to", o.to, "Last step of a film that begins with PATH or --step").type("PATH");
  parser.option("--fps", o.film.fps, "Frames per second").check(between(1, 50)).type("X").shown_default();
  parser.option("--seconds", o.film.seconds, "Length of the film; default: as long as in the window")
      .check(between(0, 3600))
      .type("X");
  parser.option("--pause", o.film.pause, "Seconds for which the first and the last frame stay")
      .check(between(0, 60))
      .type("X")
      .shown_default();
  parser.option("--loops", o.film.loops, "How often the film is played; 0: for ever")
      .check(whole_between(0, 65535))
      .type("N")
      .shown_default();
}

void add_document(const Parser& parser, ExportRequest& o) {
  const Option worked = parser.flag("--worked", o.worked,
                                    "A worked solution of the steps (all, --block or --step): .html to print, or .md");
  parser
      .flag("--exercise", o.exercise,
            "The same with blanks to fill in; the answers go to FILE-key. Without --block or --step: one head, chosen "
            "by --seed")
      .excludes(worked);
}

void add(const Parser& parser) {
  const auto o = std::make_shared<ExportRequest>();
  parser.help("Write steps or views as pictures, films, numbers or worked solutions");
  add_what(parser, *o);
  add_where(parser, *o);
  add_look(parser, *o);
  add_film(parser, *o);
  add_document(parser, *o);
  name_formats(parser);
  parser.footer(std::string(examples));
  parser.callback([o, parser] {
    o->given = parser.given();
    o->film.scale = o->picture.scale;
    o->film.pixels = o->picture.pixels;
    run_export(*o);
  });
}

}  // namespace

extern constinit const Command export_command;
constinit const Command export_command{"export", 5, add};

}  // namespace attn::cli
