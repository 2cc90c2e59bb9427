#include "app/scene/views/words.h"

#include "app/scene/text.h"

namespace attn::scene::parts {

void words(const StageRequest& request, float x, float y, const std::string& shown, Font font, float size, Color color,
           float room, Scene& to, Align align) {
  std::string cut = elide(clean_utf8(shown), room, font, size, request.measure);
  if (!cut.empty()) to.marks.push_back(text(x, y, std::move(cut), font, size, color, align));
}

}  // namespace attn::scene::parts
