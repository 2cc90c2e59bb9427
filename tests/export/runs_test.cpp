// Every kind of run as people meet it: its texts, its pictures, and its way through settings and sessions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include <unistd.h>

#include "app/core/names.h"
#include "app/core/settings.h"
#include "app/export/session.h"
#include "app/scene/stage/stage.h"
#include "engine/run_kind.h"

using namespace attn;
using testing::IsEmpty;

namespace {

namespace fs = std::filesystem;

Request standard_of(const RunKind& kind) {
  return standard_request(kind.id, kind.needs_model ? std::string(default_model) : std::string());
}

figures::Subject subject_of(const Request& request) {
  const RunKind& kind = run_kind(request.kind);
  const auto model = kind.needs_model ? std::make_shared<const Model>(load_model(request.place)) : nullptr;
  return {model, std::make_shared<const attn::Run>(kind.run(request, model.get(), {})), request, {}};
}

// Another value than the standard one, for every parameter.
Request changed(Request request) {
  for (const ParamSpec& spec : params_of(request.kind)) {
    Value& value = request.values[std::string(spec.id)];
    switch (spec.kind) {
      case ParamSpec::Kind::text:
        value = std::string("to be or not");
        break;
      case ParamSpec::Kind::whole:
      case ParamSpec::Kind::number:
        value = spec.number + 1 <= spec.most ? spec.number + 1 : (spec.number + spec.least) / 2;
        break;
      case ParamSpec::Kind::choice:
        value = std::string(spec.choices.back());
        break;
      case ParamSpec::Kind::flag:
        value = spec.number == 0;
        break;
      case ParamSpec::Kind::matrix:
        value = Table{1, 2, {0.5f, -2}};
        break;
      case ParamSpec::Kind::seed:
        value = std::string("18446744073709551615");
        break;
    }
  }
  return request;
}

TEST(RunKinds, HaveTheirTextsInThreeLanguages) {
  for (const Language language : languages) {
    const Texts texts(language);
    std::set<std::string> missing;
    const auto need = [&](const std::string& key) {
      if (!texts.has(key)) missing.insert(key);
    };
    for (const RunKind* kind : run_kinds()) {
      need("run." + std::string(kind->id));
      for (const ParamSpec& spec : kind->params) {
        need("param." + std::string(kind->id) + "." + std::string(spec.id));
        for (const std::string_view choice : spec.choices) need("choice." + std::string(choice));
      }
      for (const Step& step : subject_of(standard_of(*kind)).trace().steps()) {
        need("title." + std::string(step.role->text_key()));
        need("explain." + std::string(step.role->text_key()));
      }
    }
    EXPECT_THAT(missing, IsEmpty()) << code(language);
  }
}

TEST(RunKinds, EveryComputedStepHasAPictureOfItsOwn) {
  for (const RunKind* kind : run_kinds()) {
    std::vector<Request> all{standard_of(*kind)};
    if (kind->id == "marian") {
      all.push_back(all.front());
      all.back().values["keys_values"] = std::string("kept");
    }
    if (kind->id == "attention") {
      all.push_back(all.front());
      all.back().values["projections"] = std::string("seeded");
      all.back().values["mask"] = true;
    }
    for (const Request& request : all) {
      const figures::Subject subject = subject_of(request);
      for (int i = 0; i < subject.trace().size(); ++i) {
        if (subject.trace()[i].role->parameter) continue;
        const auto kinds = scene::stage_kinds();
        const auto draws = [&](const scene::StageKind* one) { return one->draws(subject.trace(), i); };
        EXPECT_EQ(std::count_if(kinds.begin(), kinds.end(), draws), 1) << subject.trace()[i].path;
      }
    }
  }
}

TEST(RunKinds, GoThroughASessionUnchanged) {
  for (const RunKind* kind : run_kinds())
    for (const Request& request : {standard_of(*kind), changed(standard_of(*kind))}) {
      figures::Subject subject = subject_of(standard_of(*kind));
      subject.request = request;
      figures::Figure figure;
      figure.step = subject.trace().find(kind->first_step);
      const figures::Session back = figures::session_from(figures::to_json(figures::session_of(figure, subject)));
      EXPECT_THAT(back.refused, IsEmpty()) << kind->id;
      EXPECT_EQ(back.document.request, request) << kind->id;
    }
}

TEST(RunKinds, GoThroughTheSettingsUnchanged) {
  const fs::path file = fs::temp_directory_path() / ("attnscope_runs_" + std::to_string(getpid())) / "settings.json";
  for (const RunKind* kind : run_kinds()) {
    Settings settings;
    settings.document.request = changed(standard_of(*kind));
    for (const ParamSpec& spec : kind->params)
      if (!spec.remembered) settings.document.request.values[std::string(spec.id)] = standard(spec);
    ASSERT_FALSE(save_settings(file, settings)) << kind->id;
    const LoadedSettings loaded = load_settings(file);
    EXPECT_FALSE(loaded.problem) << kind->id;
    EXPECT_EQ(loaded.settings.document.request, settings.document.request) << kind->id;
  }
  fs::remove_all(file.parent_path());
}

}  // namespace
