// Thumbnails: small pictures of steps, each made when it is first seen.
#pragma once

#include <memory>
#include <unordered_map>

#include "app/core/document.h"
#include "app/scene/thumbnail.h"
#include "engine/run.h"

namespace attn::gui {

class Thumbnails {
 public:
  // Of a step of this run in this look; null where there is nothing to see.
  const std::shared_ptr<const scene::Image>& get(const std::shared_ptr<const Run>& run, int step, Look look,
                                                 const scene::Theme& theme);

 private:
  std::shared_ptr<const Run> run_;
  Look look_ = Look::dark;
  std::unordered_map<int, std::shared_ptr<const scene::Image>> made_;
};

}  // namespace attn::gui
