#include "CLanguage.h"

// CLD2's header uses FILE without including it.
#include <cstdio>
#include <cstring>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

extern "C" int cl_detect_language(const char *text, size_t count, char *code, size_t capacity, int *percent) {
    CLD2::Language languages[3];
    int percents[3];
    double scores[3];
    int bytes = 0;
    bool isReliable = false;
    const CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    CLD2::ExtDetectLanguageSummary(text, static_cast<int>(count), true, &hints, 0, languages, percents, scores, nullptr,
                                   &bytes, &isReliable);
    const char *name = CLD2::LanguageCode(languages[0]);
    std::snprintf(code, capacity, "%s", name == nullptr ? "un" : name);
    *percent = percents[0];
    return isReliable ? 1 : 0;
}
