// At: a place in a run, under whose path the steps of a block are recorded.
#pragma once

#include <exception>
#include <initializer_list>
#include <stop_token>
#include <string>
#include <string_view>

#include "engine/trace.h"

namespace attn {

// Thrown where a stop was asked for.
struct Cancelled : std::exception {
  const char* what() const noexcept override { return "cancelled"; }
};

class At {
 public:
  // The tape must outlive it. A block that takes long asks `stop` as it begins.
  At(Tape& tape, std::string path, std::stop_token stop = {})
      : tape_(&tape), path_(std::move(path)), stop_(std::move(stop)) {}

  At in(std::string_view part) const { return {*tape_, path_ + "/" + std::string(part), stop_}; }
  At in(std::string_view part, std::size_t number) const;  // from 1: "…/head2"

  // The step PATH/NAME, of the role's name.
  int give(const Role& role, Tensor value) const { return tape_->give(path(role), role, std::move(value)); }
  int apply(const Role& role, const Op& op, std::span<const int> inputs, Attrs attrs = {}) const {
    return tape_->apply(path(role), role, op, inputs, attrs);
  }
  int apply(const Role& role, const Op& op, std::initializer_list<int> inputs, Attrs attrs = {}) const {
    return apply(role, op, std::span(inputs.begin(), inputs.size()), attrs);
  }

  const Tensor& out(int step) const { return tape_->out(step); }
  void check_stop() const {  // throws Cancelled
    if (stop_.stop_requested()) throw Cancelled();
  }

 private:
  std::string path(const Role& role) const;

  Tape* tape_;
  std::string path_;
  std::stop_token stop_;
};

}  // namespace attn
