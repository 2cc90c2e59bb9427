// What to demand of a window: no text lies on another, none is cut without saying so.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "app/gui/headless.h"

namespace attn::gui {

using Text = Record::Text;

// What the letters themselves cover: lines are higher than that, and may touch.
inline scene::Rect letters(const Text& t) {
  const float h = t.size * 0.72f;
  return {t.rect.x, t.rect.y + (t.rect.h - h) / 2, t.rect.w, h};
}

inline bool overlap(const scene::Rect& a, const scene::Rect& b) {
  constexpr float slack = 0.75f;
  return a.x + slack < b.x + b.w && b.x + slack < a.x + a.w && a.y + slack < b.y + b.h && b.y + slack < a.y + a.h;
}

inline bool in_sight(const Text& t) {
  const scene::Rect r = letters(t);
  return r.y + r.h > t.clip.y && r.y < t.clip.y + t.clip.h && r.x + r.w > t.clip.x && r.x < t.clip.x + t.clip.w;
}

inline std::string described(const Text& t) {
  return "'" + t.words + "' in " + t.panel + " at " + std::to_string(t.rect.x) + ", " + std::to_string(t.rect.y);
}

// Words of a long sentence that scroll out of their area fade away there, under an arrow.
inline bool fades(const Text& t) { return t.rect.x < t.clip.x + 28 || t.rect.x + t.rect.w > t.clip.x + t.clip.w - 28; }

inline void check(const Record& seen, const std::string& where) {
  ASSERT_GT(seen.texts.size(), 12u) << where;
  std::vector<const Text*> texts;
  for (const Text& t : seen.texts)
    if (in_sight(t) && !t.words.empty()) texts.push_back(&t);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Text& a = *texts[i];
    // Lists scroll down, nothing scrolls sideways but the words of a long sentence.
    if (a.panel == "sentence" && fades(a)) continue;
    EXPECT_TRUE(a.turned || a.rect.x >= a.clip.x - 1) << where << ": cut at its left: " << described(a);
    EXPECT_TRUE(a.turned || a.rect.x + a.rect.w <= a.clip.x + a.clip.w + 1)
        << where << ": cut at its right: " << described(a);
    if (a.turned) continue;
    for (std::size_t j = i + 1; j < texts.size(); ++j) {
      const Text& b = *texts[j];
      if (b.turned || a.panel != b.panel) continue;
      EXPECT_FALSE(overlap(letters(a), letters(b))) << where << ": " << described(a) << " and " << described(b);
    }
  }
}

struct Size {
  int width, height;
};

}  // namespace attn::gui
