#include "app/explain.hpp"

#include <utility>

#include "serve/api/problem.hpp"
#include "serve/api/texts.hpp"

namespace freshet::app {

std::string explain(const Refusal& refusal) {
    std::string line;
    for (const auto& [field, code, params] : refusal.fields) {
        if (!line.empty()) line += "; ";
        line +=
            field + " " + api::sentence(api::Language::en, code + ".field", params).value_or(code);
    }
    if (!line.empty()) return line;
    const auto code = std::string(api::problem_kind(refusal.reason).code);
    return api::sentence(api::Language::en, code + ".detail").value_or(refusal.reason.message());
}

}  // namespace freshet::app
