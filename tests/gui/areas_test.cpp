// The areas of the window: they cover it, none lies on another, and the stage gets the most.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "app/gui/frame.h"

namespace attn::gui {
namespace {

bool overlap(const scene::Rect& a, const scene::Rect& b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

TEST(Areas, TileTheWindow) {
  for (const bool folded : {false, true})
    for (const float width : {640.0f, 800.0f, 960.0f, 1024.0f, 1440.0f, 1920.0f, 3840.0f})
      for (const float height : {400.0f, 600.0f, 640.0f, 900.0f, 2160.0f}) {
        const std::string where = std::to_string(width) + "×" + std::to_string(height);
        const Areas a = areas(width, height, folded);
        const std::array all = {a.header, a.sentence, a.outline, a.stage, a.inspector, a.dock};
        float covered = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
          covered += all[i].w * all[i].h;
          EXPECT_GE(all[i].x, 0) << where;
          EXPECT_LE(all[i].x + all[i].w, width) << where;
          EXPECT_LE(all[i].y + all[i].h, height) << where;
          for (std::size_t j = i + 1; j < all.size(); ++j)
            EXPECT_FALSE(overlap(all[i], all[j])) << where << ": " << i << ", " << j;
        }
        EXPECT_FLOAT_EQ(covered, width * height) << where;
        EXPECT_GT(a.stage.w, a.inspector.w) << where;
      }
}

TEST(Areas, TheOutlineIsARailWhereThereIsLittleRoom) {
  for (const float width : {640.0f, 1024.0f, 1279.0f}) {
    EXPECT_TRUE(areas(width, 900).rail) << width;
    EXPECT_EQ(areas(width, 900).outline.w, 48) << width;
  }
  EXPECT_FALSE(areas(1280, 900).rail);
  EXPECT_EQ(areas(1280, 900).outline.w, 264);
  EXPECT_EQ(areas(1920, 900).outline.w, 320);
  EXPECT_TRUE(areas(1920, 900, true).rail);
  EXPECT_EQ(areas(1920, 900, true).outline.w, 48);
}

}  // namespace
}  // namespace attn::gui
