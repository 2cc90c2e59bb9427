// The parameters of a run, used as a person would: in the sentence bar, and on the card with all of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "app/gui/headless.h"
#include "engine/runs/marian_params.h"
#include "tests/support/window.h"

namespace attn::gui {
namespace {

HeadlessOptions attention() {
  HeadlessOptions options;
  options.width = 1440;
  options.height = 900;
  options.settings.document.request = standard_request("attention", {});
  options.settings.document.step = "attention/weights";
  return options;
}

class Parameters : public WindowTest {
 protected:
  Parameters() : WindowTest(attention()) {}

  double value(const char* id) { return number(document().request, id); }
  bool sees(std::string_view name) { return window.seen().find(name) != nullptr; }
  // Into a field, in place of what it holds.
  void fill(const std::string& id, std::string_view words) {
    window.click("field " + id);
    window.press(GLFW_KEY_A, true);
    window.type(words);
  }
  const Mat& shown(const char* path) { return trace().at(path).out.mat(); }
};

TEST_F(Parameters, TheCardHasThemAll) {
  EXPECT_FALSE(sees("field factor"));
  window.click("parameters");
  for (const char* name :
       {"field d", "knob d", "choice vectors", "choice projections", "field factor", "flag mask", "field seed"})
    EXPECT_TRUE(sees(name)) << name;
  EXPECT_FALSE(sees("field x")) << "it has no say as long as the vectors are not given";
  window.press(GLFW_KEY_ESCAPE);
  EXPECT_FALSE(sees("field factor"));
}

TEST_F(Parameters, ANumberIsTypedAndUndone) {
  window.click("parameters");
  fill("d", "7");
  EXPECT_EQ(value("d"), 7);
  EXPECT_EQ(shown("input/x").cols(), 7);
  window.press(GLFW_KEY_ESCAPE);
  window.press(GLFW_KEY_Z, true);
  EXPECT_EQ(value("d"), 4);
  EXPECT_EQ(shown("input/x").cols(), 4);
}

TEST_F(Parameters, WhatDoesNotFitStaysInItsFieldAndChangesNothing) {
  window.click("parameters");
  for (const char* words : {"0", "65", "2.5", "many", ""}) {
    fill("d", words);
    EXPECT_EQ(value("d"), 4) << words;
    EXPECT_FALSE(view().parameters.typed.at("d").wrong.empty()) << words;
  }
  fill("d", "6");
  EXPECT_EQ(value("d"), 6);
  EXPECT_TRUE(view().parameters.typed.at("d").wrong.empty());
}

TEST_F(Parameters, AMatrixBeginsAsTheRunHasItAndIsTyped) {
  const Mat before = shown("input/x");
  window.click("parameters");
  for (int i = 0; i < 2; ++i) {  // pattern → seeded → given
    window.click("choice vectors");
    window.click("choice vectors 2");
  }
  ASSERT_EQ(text(document().request, "vectors"), "given");
  ASSERT_TRUE(sees("field x"));
  EXPECT_TRUE(same_bits(shown("input/x"), before)) << "no number has changed yet";
  fill("x", "1, 0, 0, 0; 0, 1, 0, 0; 0, 0, 1, 0; 0.5, 0, 0, 0");
  EXPECT_EQ(shown("input/x")(3, 0), 0.5f);
  EXPECT_EQ(shown("input/x")(0, 1), 0);
  fill("x", "1, 0; 0");
  EXPECT_FALSE(view().parameters.typed.at("x").wrong.empty());
  EXPECT_EQ(shown("input/x")(3, 0), 0.5f) << "the last good numbers stay";
  fill("x", "1; 2");
  ASSERT_TRUE(window.program().derived().problem);
  EXPECT_EQ(window.program().derived().problem->key, "fault.table_rows");
}

TEST_F(Parameters, AFlagIsSetByAClick) {
  window.click("parameters");
  window.click("flag mask");
  EXPECT_TRUE(flag(document().request, "mask"));
  EXPECT_GE(trace().find("attention/masked"), 0);
}

TEST_F(Parameters, AnotherKindAndBackKeepsThem) {
  window.click("parameters");
  fill("d", "7");
  window.press(GLFW_KEY_ESCAPE);
  window.click("model");
  window.click("model en-fr-small");
  EXPECT_EQ(document().request.kind, "marian");
  EXPECT_EQ(translation(), "Je suis étudiant");
  window.click("model");
  window.click("model run attention");
  EXPECT_EQ(document().request.kind, "attention");
  EXPECT_EQ(value("d"), 7);
  EXPECT_EQ(shown("input/x").cols(), 7);
  window.press(GLFW_KEY_Z, true);
  EXPECT_EQ(document().request.place, "en-fr-small") << "undone";
}

TEST_F(Parameters, EveryOneIsReachedWhereThereIsLittleRoom) {
  window.resize(1024, 640);
  window.settle();
  window.click("parameters");
  for (const char* name : {"field d", "flag mask", "field seed"}) EXPECT_TRUE(sees(name)) << name;
}

}  // namespace
}  // namespace attn::gui
