// What the numbers of a step are, and whose words its rows and columns: of real translations, worked out by hand.
#include "engine/role.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>

#include "engine/model/translate.h"
#include "engine/roles/roles.h"

namespace attn {
namespace {

using testing::ElementsAre;

const attn::Run& tiny() {
  static const attn::Run made = translate(load_model(std::string(default_model)), "I am a student");
  return made;
}
// A model that masks words it may never write.
const attn::Run& odd() {
  static const attn::Run made =
      translate(load_model(std::string(ATTN_SOURCE_DIR "/tests/reference/odd")), "the student reads");
  return made;
}

TEST(Role, IdsAreUnique) {
  std::set<std::string_view> ids;
  for (const RoleFamily& family : role_families())
    for (const Role* role : family) {
      EXPECT_FALSE(role->id.empty());
      EXPECT_FALSE(role->name.empty()) << role->id;
      EXPECT_TRUE(ids.insert(role->id).second) << role->id << " twice";
    }
  EXPECT_GT(ids.size(), 40u);
}

TEST(Role, IsFoundByItsId) {
  EXPECT_EQ(&role_of("scores"), &roles::scores);
  EXPECT_EQ(&role_of("cross_scores"), &roles::cross_scores);
  EXPECT_EQ(&role_of("projection"), &roles::projection) << "by the id, not by the name";
  EXPECT_EQ(&role_of("W_Q"), &roles::W_Q);
  for (const RoleFamily& family : role_families())
    for (const Role* role : family) EXPECT_EQ(&role_of(role->id), role);
}

TEST(Role, AnUnknownOneIsPlainAndStays) {
  const Role* made = nullptr;
  {
    const std::string id = "something of which nobody knows";
    made = &role_of(id);
  }
  EXPECT_EQ(made->id, "something of which nobody knows") << "the text it was asked with is gone";
  EXPECT_EQ(made->name, made->id);
  EXPECT_EQ(made->text_key(), made->id);
  EXPECT_EQ(made->group, Role::Group::none);
  EXPECT_EQ(made->range, Role::Range::free);
  EXPECT_EQ(made->letter, "");
  EXPECT_EQ(made->base, nullptr);
  EXPECT_FALSE(made->parameter);
  EXPECT_FALSE(made->product);
  EXPECT_EQ(&role_of("something of which nobody knows"), made);
  EXPECT_NE(&role_of("another"), made);
}

TEST(Role, OfCrossAttentionIsAlsoThatOfItsBase) {
  const std::pair<const Role*, const Role*> both[] = {
      {&roles::cross_query, &roles::query},    {&roles::cross_key, &roles::key},
      {&roles::cross_value, &roles::value},    {&roles::cross_scores, &roles::scores},
      {&roles::cross_scaled, &roles::scaled},  {&roles::cross_weights, &roles::weights},
      {&roles::cross_context, &roles::context}};
  for (const auto& [cross, base] : both) {
    EXPECT_EQ(cross->base, base) << cross->id;
    EXPECT_EQ(cross->id, "cross_" + std::string(base->id));
    EXPECT_EQ(cross->name, base->name) << cross->id;
    EXPECT_EQ(cross->symbol, base->symbol) << cross->id;
    EXPECT_EQ(cross->group, base->group) << cross->id;
    EXPECT_EQ(cross->range, base->range) << cross->id;
    EXPECT_TRUE(cross->is(*base) && cross->is(*cross)) << cross->id;
    EXPECT_FALSE(base->is(*cross)) << cross->id;
  }
  EXPECT_FALSE(roles::scaled.is(roles::scores));
  EXPECT_FALSE(roles::embedding_scaled.is(roles::scaled)) << "one name, two things";
}

TEST(Role, IsThatOfTheStepsPlaceInTheModel) {
  for (const attn::Run* run : {&tiny(), &odd()})
    for (const Step& step : run->trace.steps()) {
      ASSERT_TRUE(step.role) << step.path;
      EXPECT_EQ(step.path.substr(step.path.rfind('/') + 1), step.role->name) << step.role->id;
      EXPECT_EQ(step.role->parameter, step.path.starts_with("model/")) << step.path;
      const bool within_cross = step.path.find("/cross/head") != std::string::npos && !step.role->parameter;
      EXPECT_EQ(step.role->id.starts_with("cross_"), within_cross) << step.path << ": " << step.role->id;
    }
  const auto role = [](const char* path) { return tiny().trace.at(path).role; };
  EXPECT_EQ(role("encoder/embedding/sum"), &roles::embedding_sum);
  EXPECT_EQ(role("encoder/layer1/add_norm1/sum"), &roles::residual);
  EXPECT_EQ(role("encoder/embedding/scaled"), &roles::embedding_scaled);
  EXPECT_EQ(role("encoder/layer2/self/head3/scaled"), &roles::scaled);
  EXPECT_EQ(role("decode4/layer1/cross/head1/scores"), &roles::cross_scores);
  EXPECT_EQ(role("decode4/layer1/self/head1/scores"), &roles::scores);
  EXPECT_EQ(role("decode1/layer1/cross/output"), &roles::projection);
  EXPECT_EQ(role("decode1/layer1/ffn/output"), &roles::ffn_output);
  EXPECT_EQ(role("decode1/embedding/tokens"), &roles::tokens);
  EXPECT_EQ(role("decode2/embedding/tokens"), &roles::tokens);
  EXPECT_EQ(role("decode2/output/next"), &roles::next);
  EXPECT_EQ(role("model/encoder/layer1/self/head1/W_Q"), &roles::W_Q);
  EXPECT_EQ(role("model/embedding"), &roles::embedding_table);
  EXPECT_EQ(role("model/output/bias"), &roles::output_bias);
  EXPECT_EQ(odd().trace.at("decode1/output/allowed").role, &roles::allowed);
  EXPECT_EQ(odd().trace.at("model/output/forbidden").role, &roles::forbidden);
}

TEST(Sequences, AreNamedInTheOrderTheyCome) {
  const Trace& trace = tiny().trace;
  ASSERT_EQ(trace.sequences().size(), 2u);
  EXPECT_EQ(trace.sequences()[0].id, "source");
  EXPECT_EQ(trace.sequences()[1].id, "target");
  EXPECT_EQ(tiny().source_sequence, 1);
  EXPECT_EQ(tiny().target_sequence, 2);
  EXPECT_EQ(trace.sequence("target"), 2);
  EXPECT_EQ(trace.sequence("pixels"), 0);
  EXPECT_EQ(Trace().sequence("source"), 0);
}

TEST(Sequences, OfRowsAndColumnsOfEveryKindOfStep) {
  const attn::Run& t = tiny();
  const int source = t.source_sequence, target = t.target_sequence, none = 0;
  const auto axes = [&](const char* path) {
    const Tensor& out = t.trace.at(path).out;
    return std::pair<int, int>(out.row_axis.sequence, out.col_axis.sequence);
  };
  EXPECT_EQ(axes("encoder/layer1/self/head2/scores"), std::pair(source, source));
  EXPECT_EQ(axes("encoder/layer2/self/head1/weights"), std::pair(source, source));
  EXPECT_EQ(axes("encoder/layer1/self/head2/query"), std::pair(source, none));
  EXPECT_EQ(axes("encoder/layer2/add_norm2/norm"), std::pair(source, none));
  EXPECT_EQ(axes("encoder/layer1/ffn/hidden"), std::pair(source, none));
  EXPECT_EQ(axes("encoder/embedding/positions"), std::pair(source, none));
  EXPECT_EQ(axes("encoder/embedding/tokens"), std::pair(source, none));
  EXPECT_EQ(axes("decode1/embedding/tokens"), std::pair(target, none));
  EXPECT_EQ(axes("decode3/embedding/tokens"), std::pair(target, none));
  EXPECT_EQ(axes("decode3/layer1/self/head1/masked"), std::pair(target, target));
  EXPECT_EQ(axes("decode3/mask"), std::pair(target, target));
  EXPECT_EQ(axes("decode3/layer1/cross/head1/weights"), std::pair(target, source));
  EXPECT_EQ(axes("decode3/layer1/cross/head1/context"), std::pair(target, none));
  EXPECT_EQ(axes("decode1/layer1/cross/head1/key"), std::pair(source, none));
  EXPECT_EQ(axes("decode1/layer1/self/head1/key"), std::pair(target, none));
  EXPECT_EQ(axes("decode3/layer1/cross/output"), std::pair(target, none));
  EXPECT_EQ(axes("decode3/output/state"), std::pair(none, none));
  EXPECT_EQ(axes("decode3/output/probabilities"), std::pair(none, none));
  EXPECT_EQ(axes("decode3/output/next"), std::pair(none, none));
  EXPECT_EQ(axes("model/encoder/layer1/self/head1/W_Q"), std::pair(none, none));
  EXPECT_EQ(axes("model/embedding"), std::pair(none, none));
}

// An edit renames a token; the sequence stays the same one.
TEST(Sequences, OutliveAnEdit) {
  const attn::Run t = translate(load_model(std::string(default_model)), "I am a student",
                                {.edits = {{"encoder/embedding/tokens", 1, 0, 12}}});
  EXPECT_EQ(t.trace.at("encoder/embedding/tokens").out.row_axis.sequence, t.source_sequence);
  EXPECT_EQ(t.trace.at("encoder/layer1/self/head2/scores").out.col_axis.sequence, t.source_sequence);
}

TEST(Written, AreTheWordsWithTheirSteps) {
  const attn::Run& t = tiny();
  EXPECT_EQ(t.trace[t.prompt].path, "decode1/embedding/tokens");
  for (std::size_t i = 0; i < t.written.size(); ++i) {
    const std::string at = "decode" + std::to_string(i + 1) + "/output/";
    EXPECT_EQ(t.trace[t.written[i].probabilities].path, at + "probabilities");
    EXPECT_EQ(t.trace[t.written[i].chosen].path, at + "next");
    EXPECT_EQ(t.written[i].id, static_cast<int>(t.trace[t.written[i].chosen].out(0, 0)));
    EXPECT_EQ(t.written[i].label, t.trace[t.written[i].chosen].out.row_axis.label(0));
  }
}

TEST(Written, AStepIsComputedForOneWord) {
  const attn::Run& t = tiny();
  const auto word = [&](const char* path) {
    const int step = t.trace.find(path);
    EXPECT_GE(step, 0) << path;
    return word_at(t, step);
  };
  ASSERT_EQ(t.written.size(), 4u);
  EXPECT_EQ(word("encoder/embedding/tokens"), 0);
  EXPECT_EQ(word("encoder/layer1/self/head2/scores"), 0);
  EXPECT_EQ(word("model/output/bias"), 0);
  EXPECT_EQ(word("decode1/embedding/tokens"), 1);
  EXPECT_EQ(word("decode1/mask"), 1);
  EXPECT_EQ(word("decode1/output/probabilities"), 1);
  EXPECT_EQ(word("decode1/output/next"), 1) << "where it is chosen, too";
  EXPECT_EQ(word("decode2/embedding/tokens"), 2) << "the first step of the next word";
  EXPECT_EQ(word("decode3/layer1/self/head1/query"), 3);
  EXPECT_EQ(word("decode4/layer2/cross/head4/weights"), 4);
  EXPECT_EQ(word("decode4/output/next"), 4);
  EXPECT_EQ(word_at(t, -1), 0);
  EXPECT_EQ(word_at(t, t.trace.size()), 0);
  EXPECT_EQ(word_at(attn::Run(), 0), 0);
}

}  // namespace
}  // namespace attn
