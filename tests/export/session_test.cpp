// What figures carry: the state that they show, read back from every format; damaged and foreign files.
#include "app/export/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "app/export/checksum.h"
#include "app/export/formats.h"
#include "app/scene/raster.h"
#include "engine/runs/marian_params.h"
#include "tests/support/export_source.h"

using namespace attn;
using namespace attn::figures;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

namespace {

constexpr const char* path = "encoder/layer1/self/head2/scores";

struct Made {
  Subject source;
  Figure figure;
  Drawing drawing;
};

// A sentence that every format has to escape in its own way.
const Made& made() {
  static const Made all = [] {
    Made m{test::source("Where is <the> \"station\" & (a\\b) 学生 🙂?",
                        {{path, 1, 2, 0.1f}, {path, 0, 0, -HUGE_VALF}}, {{1, 20}}),
           {},
           {}};
    m.figure.step = test::step_of(m.source, path);
    m.figure.cell = Cell{1, 2};
    m.figure.phase = 0.5;
    m.figure.what = What::stage;
    m.figure.heads.others = {{AttentionKind::cross, 2, 3}};
    m.figure.map.head = 3;
    m.drawing = draw(m.figure, m.source, scene::pango_measure());
    return m;
  }();
  return all;
}

void expect_the_same(const Session& read) {
  const Session written = session_of(made().figure, made().source);
  EXPECT_EQ(to_json(read), to_json(written));
  EXPECT_EQ(sentence_of(read.document.request), sentence_of(made().source.request));
  EXPECT_EQ(read.document.step, path);
  EXPECT_EQ(read.document.cell, (Cell{1, 2}));
  EXPECT_EQ(read.document.phase, 0.5);
  EXPECT_EQ(read.document.view, ViewName::step);
  EXPECT_EQ(read.figure, What::stage);
  EXPECT_EQ(read.document.request.forced, (std::vector<ForcedWord>{{1, 20}}));
  EXPECT_EQ(read.document.map.head, 3);
  ASSERT_EQ(read.document.heads.others.size(), 1u);
  EXPECT_EQ(read.document.heads.others[0], (HeadName{AttentionKind::cross, 2, 3}));
  EXPECT_EQ(read.document.request.changes, (std::vector<Edit>{{path, 1, 2, 0.1f}, {path, 0, 0, -HUGE_VALF}}));
  EXPECT_EQ(read.model.checksum, "sha256:00");
  EXPECT_THAT(read.refused, IsEmpty());
}

std::string file(Format format, bool with_session = true) {
  PictureOptions options;
  options.scale = 1;
  options.session = with_session;
  return picture_file(made().drawing, made().source, format, options);
}

std::string refusal(std::string_view bytes) {
  try {
    read_session(bytes);
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "no error";
}

TEST(Session, ComesBackFromEveryPicture) {
  for (const Format format : {Format::png, Format::svg, Format::pdf}) {
    SCOPED_TRACE(name_of(format));
    expect_the_same(read_session(file(format)));
  }
}

TEST(Session, ComesBackFromHtml) {
  std::string json = made().drawing.session;
  for (std::size_t at = 0; (at = json.find('<', at)) != json.npos;) json.replace(at, 1, "\\u003c");
  expect_the_same(read_session("<!doctype html><html><head><script id=\"attnscope\" type=\"application/json\">" + json +
                               "</script></head></html>"));
}

TEST(Session, RestoresWhatWasShownAndKeepsTheReadersOwn) {
  Document document;
  document.language = Language::zh;
  document.look = Look::light;
  document.speed = 4;
  document.view = ViewName::map;
  restore(read_session(file(Format::png)), document);
  EXPECT_EQ(sentence_of(document.request), sentence_of(made().source.request));
  EXPECT_EQ(document.step, path);
  EXPECT_EQ(document.view, ViewName::step);
  EXPECT_EQ(document.request.forced.size(), 1u);
  EXPECT_EQ(document.language, Language::zh);
  EXPECT_EQ(document.look, Look::light);
  EXPECT_EQ(document.speed, 4);
}

TEST(Session, CanBeLeftOut) {
  for (const Format format : {Format::png, Format::svg, Format::pdf})
    EXPECT_THAT(refusal(file(format, false)), HasSubstr("contains no AttnScope session")) << name_of(format);
}

TEST(Session, ForeignFilesAreToldApart) {
  EXPECT_THAT(refusal(""), HasSubstr("empty"));
  EXPECT_THAT(refusal("hello"), HasSubstr("it is not a PNG"));
  EXPECT_THAT(refusal("<svg xmlns='x'><metadata>other</metadata></svg>"), HasSubstr("contains no AttnScope session"));
  EXPECT_THAT(refusal("<svg><metadata id='attnscope'>{}</metadata></svg>"), HasSubstr("not a session"));
  EXPECT_THAT(refusal("<svg><metadata id='attnscope'>{\"program\":"), HasSubstr("cut short"));
  EXPECT_THAT(refusal("%PDF-1.4 /Keywords (a, b)"), HasSubstr("not a session"));
  EXPECT_THAT(refusal("%PDF-1.4 /Keywords (a"), HasSubstr("cut short"));
  std::string later = made().drawing.session;
  later.replace(later.find("\"format\":2"), 10, "\"format\":9");
  EXPECT_THAT(refusal("<svg><metadata id=\"attnscope\">" + later + "</metadata></svg>"), HasSubstr("later version"));
}

TEST(Session, DamagedFilesNeverCrash) {
  std::mt19937 random(7);
  for (const Format format : {Format::png, Format::svg, Format::pdf}) {
    const std::string whole = file(format);
    // The part that is read is small: most damage goes there.
    const std::size_t keyword = format == Format::pdf ? whole.find("/Keywords") : whole.find(session_keyword);
    ASSERT_NE(keyword, whole.npos);
    const std::size_t from = keyword < 64 ? 0 : keyword - 64, to = std::min(whole.size(), keyword + 3000);
    for (int i = 0; i < 3000; ++i) {
      std::string bytes = whole;
      if (i % 3 == 0) bytes.resize(from + random() % (to - from));
      for (unsigned k = 0; k <= random() % 4 && !bytes.empty(); ++k) {
        const std::size_t at = i % 2 ? from + random() % (to - from) : random() % bytes.size();
        if (at < bytes.size()) bytes[at] = static_cast<char>(random());
      }
      const std::string said = refusal(bytes);
      EXPECT_THAT(said, AnyOf("no error", HasSubstr("this figure cannot be opened: "))) << said;
      EXPECT_THAT(said, Not(HasSubstr("\n")));
    }
  }
}

TEST(Session, HostileNumbersAreHeldInBounds) {
  const std::string json = R"({"program":"AttnScope","version":"0","format":1,"sentence":"I am","model":{"opened":"m"},
    "step":"x","cell":{"row":1e300,"column":-4},"phase":1e9,"view":7,"map":{"head":-1e99,"hide_below":1e99},
    "forced":[{"position":2,"id":3},{"position":2,"id":4},{"position":-1,"id":1},5],"edits":[{"path":"x","row":0}],
    "translation":{"beam_width":1e9,"sampling":{"top_p":-3}},"heads":{"others":[null],"kinds":[true]}})";
  const Session s = session_from(json);
  EXPECT_FALSE(s.document.cell);
  EXPECT_EQ(s.document.phase, 1);
  EXPECT_EQ(s.document.map.head, 0);
  EXPECT_EQ(s.document.map.hide_below, scene::most_hidden);
  EXPECT_EQ(s.document.request.forced, (std::vector<ForcedWord>{{2, 3}}));
  EXPECT_THAT(s.document.request.changes, IsEmpty());
  EXPECT_EQ(s.document.translation.beam_width, widest_shown_beam);
  EXPECT_GT(sampling_of(s.document.request).top_p, 0);
}

TEST(Checksum, IsSha256) {  // the examples of FIPS 180-4 and one longer than a block
  const auto of = [](const std::string& text) { return sha256(std::as_bytes(std::span(text))); };
  EXPECT_EQ(of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(of(std::string(1'000'000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  EXPECT_THAT(model_checksum(*test::tiny_model()), ::testing::MatchesRegex("sha256:[0-9a-f]+"));
}

}  // namespace
