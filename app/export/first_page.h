// First page: how a document (worked solution or exercise) begins, as a picture for the dialog.
#pragma once

#include "app/export/plan.h"
#include "app/scene/scene.h"

namespace attn::figures {

// Title, sentence and the first steps as the HTML has them, empty places left empty; as high as a printed page is, what
// comes after that is cut off. The order is one of HTML or Markdown. Throws like worked and exercise.
scene::Scene first_page(const Order& order, const scene::Measure& measure);

}  // namespace attn::figures
