// What the sentence bar's parameters and the card of all of them share.
#pragma once

#include "app/gui/panels/panels.h"
#include "app/gui/widgets.h"

namespace attn::gui {

Value parameter_value(const Request& request, const ParamSpec& spec);  // or the standard one
std::string_view short_name_of(const Frame& frame, const ParamSpec& spec);

// Tables that have a say and are empty begin as the run shown has them: whoever wants to change one number of a pattern
// or a drawn table need not type the others.
void take_tables(const Frame& frame, Request& request);
// Sets it, and takes the tables that it needs.
void set_parameter(Frame& frame, const ParamSpec& spec, Value value);

}  // namespace attn::gui
