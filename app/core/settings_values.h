// The values of the settings file, one by one.
#pragma once

#include <nlohmann/json.hpp>

#include "app/core/settings.h"

namespace attn {

// Every value that the object has and that can be; the default for each of the others.
Settings settings_of(const nlohmann::json& root);

// Puts the settings into the object; its other keys stay.
void put(nlohmann::json& root, const Settings& settings);

}  // namespace attn
