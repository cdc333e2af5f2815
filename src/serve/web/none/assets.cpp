#include "serve/web/asset.hpp"

namespace freshet::web {

// For builds with FRESHET_WEB=OFF.
std::span<const Asset> assets() { return {}; }

}  // namespace freshet::web
