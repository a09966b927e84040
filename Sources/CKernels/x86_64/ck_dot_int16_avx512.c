// Products of quantized rows with activations in 16-bit integers for AVX-512.
//
// A lane is a row of weights: 16 rows are read side by side and turned, so that a register holds the next four
// weights of each, and one instruction multiplies them by four activations that all rows share. Sums then need no
// scale but the row's own and never cross lanes, and whatever it takes to widen weights is paid once for all tokens.
// An activation is two signed bytes, 256 h + l, since the instruction takes bytes.
#include "../ck_dot_internal.h"

#if CK_HAS_AVX512
#include <immintrin.h>

#define CK_INLINE static inline __attribute__((always_inline)) CK_TARGET_AVX512

// Rows that are read side by side.
#define CK_LANES 16

// Where 16 rows begin, and how far each is from the first; rows beyond the last repeat it.
typedef struct {
    const uint8_t *row[CK_LANES];
    __m512i offsets;
    // Where the next 16 rows begin, to be asked for in time.
    const uint8_t *next;
} ck_rows16;

// 32 columns of 16 rows: `w[j]` holds weights 4 j to 4 j + 3 of each row as unsigned bytes.
typedef struct {
    __m512i w[8];
    // What products are multiplied by: one scale, or one for each half of the columns.
    __m512 scale[2];
    // What the sum of the activations is multiplied by.
    __m512 minimum;
} ck_tile;

// What to ask for beside the products: the rest of a piece, the pieces after it, and lines for each block of 32 columns.
// Apart from ck_ahead, so that it stays in registers.
typedef struct {
    const char *at, *end;
    const ck_piece *next, *last;
    size_t lines;
} ck_asking;

// The activations of one call, and the sums of 16 rows for each token.
typedef struct {
    const uint8_t *x;
    size_t stride, columns, tokens;
    float (*sums)[CK_LANES];
    // What to ask for meanwhile.
    ck_asking *asking;
} ck_batch;

CK_INLINE __m128i ck_load16(const uint8_t *bytes) { return _mm_loadu_si128((const __m128i *)bytes); }

CK_INLINE __m512i ck_word(const void *word) {
    int32_t bits;
    memcpy(&bits, word, sizeof bits);
    return _mm512_set1_epi32(bits);
}

CK_INLINE __m512i ck_all(int byte) { return _mm512_set1_epi8((char)byte); }

// Four words of 16 rows, turned: lane r of `columns[k]` is word k of row r.
CK_INLINE void ck_turn(const ck_rows16 *rows, size_t at, __m512i columns[4]) {
    __m512i q[4];
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) {
        q[i] = _mm512_castsi128_si512(ck_load16(rows->row[i] + at));
        q[i] = _mm512_inserti32x4(q[i], ck_load16(rows->row[4 + i] + at), 1);
        q[i] = _mm512_inserti32x4(q[i], ck_load16(rows->row[8 + i] + at), 2);
        q[i] = _mm512_inserti32x4(q[i], ck_load16(rows->row[12 + i] + at), 3);
    }
    __m512i a = _mm512_unpacklo_epi32(q[0], q[1]), b = _mm512_unpackhi_epi32(q[0], q[1]);
    __m512i c = _mm512_unpacklo_epi32(q[2], q[3]), d = _mm512_unpackhi_epi32(q[2], q[3]);
    columns[0] = _mm512_unpacklo_epi64(a, c);
    columns[1] = _mm512_unpackhi_epi64(a, c);
    columns[2] = _mm512_unpacklo_epi64(b, d);
    columns[3] = _mm512_unpackhi_epi64(b, d);
}

// A word of each of 16 rows.
CK_INLINE __m512i ck_gather(const ck_rows16 *rows, size_t at) {
    return _mm512_i32gather_epi32(rows->offsets, rows->row[0] + at, 1);
}

// Asks for a share of the next 16 rows while these are multiplied.
CK_INLINE void ck_ask(const ck_rows16 *rows, size_t block, size_t block_bytes) {
    const uint8_t *start = rows->next + block * CK_LANES * block_bytes;
    for (size_t at = 0; at < CK_LANES * block_bytes; at += 64) {
        _mm_prefetch((const char *)(start + at), _MM_HINT_T0);
    }
}

// Asks for the next lines of what is wanted after this.
CK_INLINE void ck_ask_ahead(ck_asking *asking) {
    for (size_t i = 0; i < asking->lines; i++) {
        if (asking->at >= asking->end) {
            if (asking->next == asking->last) {
                asking->lines = 0;
                return;
            }
            asking->at = asking->next->start;
            asking->end = asking->at + asking->next->bytes;
            asking->next++;
        }
        _mm_prefetch(asking->at, _MM_HINT_T1);
        asking->at += 64;
    }
}

// Goes on where asking has come to, evenly over some blocks.
CK_INLINE ck_asking ck_asking_from(const ck_ahead *ahead, size_t blocks) {
    ck_asking asking = {NULL, NULL, NULL, NULL, 0};
    if (!ahead || ahead->piece == ahead->count) {
        return asking;
    }
    const ck_piece *piece = ahead->pieces + ahead->piece;
    asking.at = (const char *)piece->start + ahead->offset;
    asking.end = (const char *)piece->start + piece->bytes;
    asking.next = piece + 1;
    asking.last = ahead->pieces + ahead->count;
    size_t lines = (size_t)(asking.end - asking.at + 63) / 64;
    for (piece++; piece < asking.last; piece++) {
        lines += (piece->bytes + 63) / 64;
    }
    asking.lines = (lines + blocks - 1) / blocks;
    return asking;
}

// Notes how far asking has come.
CK_INLINE void ck_asking_to(ck_ahead *ahead, const ck_asking *asking) {
    if (!asking->last) {
        return;
    }
    int isDone = asking->at >= asking->end;
    ahead->piece = (size_t)(asking->next - ahead->pieces) - (isDone ? 0 : 1);
    ahead->offset = isDone ? 0 : (size_t)(asking->at - (const char *)ahead->pieces[ahead->piece].start);
}

// The sum of `count` registers of weights times activations: twice, once a byte of the activations.
CK_INLINE __m512 ck_sum(const __m512i *w, int count, const uint8_t *x, __m512i low) {
    // Two sums each take turns, because a processor finishes a product later than it could begin the next.
    __m512i high = _mm512_setzero_si512(), high2 = high, low2 = high;
#pragma clang loop unroll(full)
    for (int j = 0; j < count; j += 2) {
        high = _mm512_dpbusd_epi32(high, w[j], ck_word(x + 4 * j));
        low = _mm512_dpbusd_epi32(low, w[j], ck_word(x + 32 + 4 * j));
        high2 = _mm512_dpbusd_epi32(high2, w[j + 1], ck_word(x + 4 * j + 4));
        low2 = _mm512_dpbusd_epi32(low2, w[j + 1], ck_word(x + 36 + 4 * j));
    }
    high = _mm512_slli_epi32(_mm512_add_epi32(high, high2), 8);
    return _mm512_cvtepi32_ps(_mm512_add_epi32(high, _mm512_add_epi32(low, low2)));
}

// Adds 32 columns to the sums of every token. `centre` is the binary logarithm of what weights are above their true
// value, or 0; `halves` is 2 when each half of the columns has its own scale.
CK_INLINE void ck_multiply(const ck_tile *tile, int centre, int halves, int has_minimum, size_t block,
                           const ck_batch *batch) {
    const uint8_t *x = batch->x;
    ck_ask_ahead(batch->asking);
    for (size_t t = 0; t < batch->tokens; t++, x += batch->stride) {
        ck_int16_row row = ck_int16_row_at((void *)x, batch->columns);
        const uint8_t *numbers = (const uint8_t *)(row.numbers + 32 * block);
        const int32_t *totals = row.totals + 4 * block;
        __m512 sum = _mm512_load_ps(batch->sums[t]), scale = _mm512_set1_ps(row.pairs[2 * block]);
        if (halves == 2) {
            __m512i first = _mm512_slli_epi32(_mm512_set1_epi32(totals[0]), (unsigned)centre);
            __m512i second = _mm512_slli_epi32(_mm512_set1_epi32(totals[1]), (unsigned)centre);
            __m512 one = _mm512_mul_ps(ck_sum(tile->w, 4, numbers, first), tile->scale[0]);
            __m512 two = _mm512_mul_ps(ck_sum(tile->w + 4, 4, numbers + 16, second), tile->scale[1]);
            sum = _mm512_fmadd_ps(_mm512_add_ps(one, two), scale, sum);
        } else {
            __m512i low = _mm512_setzero_si512();
            if (centre) {
                low = _mm512_slli_epi32(_mm512_set1_epi32(totals[2]), (unsigned)centre);
            }
            __m512 products = _mm512_mul_ps(ck_sum(tile->w, 8, numbers, low), scale);
            sum = _mm512_fmadd_ps(products, tile->scale[0], sum);
            if (has_minimum) {
                sum = _mm512_fmadd_ps(tile->minimum, _mm512_set1_ps(row.pairs[2 * block + 1]), sum);
            }
        }
        _mm512_store_ps(batch->sums[t], sum);
    }
}

CK_INLINE __m512 ck_halves(__m512i words) { return _mm512_cvtph_ps(_mm512_cvtepi32_epi16(words)); }

// The fifth bits of four neighbours, which are the lowest four bits of each lane, moved to their bytes.
CK_INLINE __m512i ck_fifths(__m512i bits) {
    const __m512i spread = _mm512_setr_epi32(0x00000000, 0x00000010, 0x00001000, 0x00001010, 0x00100000, 0x00100010,
                                             0x00101000, 0x00101010, 0x10000000, 0x10000010, 0x10001000, 0x10001010,
                                             0x10100000, 0x10100010, 0x10101000, 0x10101010);
    return _mm512_permutexvar_epi32(bits, spread);
}

// The formats with blocks of 32. `q` is where a block's nibbles or bytes begin.
CK_INLINE void ck_rows_32(int format, size_t block_bytes, size_t q, int centre, const ck_rows16 *rows,
                          const ck_batch *batch) {
    const __m512i nibble = ck_all(15);
    int is_five = format == CK_Q5_0 || format == CK_Q5_1;
    int has_minimum = format == CK_Q4_1 || format == CK_Q5_1;
    size_t blocks = batch->columns / 32;
    for (size_t b = 0; b < blocks; b++) {
        ck_tile tile;
        __m512i head = ck_gather(rows, b * block_bytes);
        ck_ask(rows, b, block_bytes);
        tile.scale[0] = ck_halves(head);
        tile.minimum = has_minimum ? ck_halves(_mm512_srli_epi32(head, 16)) : _mm512_setzero_ps();
        size_t at = b * block_bytes + q;
        ck_turn(rows, at, tile.w);
        if (format == CK_Q8_0) {
            ck_turn(rows, at + 16, tile.w + 4);
#pragma clang loop unroll(full)
            for (int j = 0; j < 8; j++) {
                tile.w[j] = _mm512_xor_si512(tile.w[j], ck_all(0x80));
            }
        } else {
#pragma clang loop unroll(full)
            for (int j = 0; j < 4; j++) {
                tile.w[4 + j] = _mm512_and_si512(_mm512_srli_epi32(tile.w[j], 4), nibble);
                tile.w[j] = _mm512_and_si512(tile.w[j], nibble);
            }
        }
        if (is_five) {
            __m512i bits = ck_gather(rows, at - 4);
#pragma clang loop unroll(full)
            for (int j = 0; j < 8; j++) {
                tile.w[j] = _mm512_or_si512(tile.w[j], ck_fifths(_mm512_srli_epi32(bits, 4 * (unsigned)j)));
            }
        }
        ck_multiply(&tile, centre, 1, has_minimum, b, batch);
    }
}

// Scales and minima of Q4_K and Q5_K, 6 bits each, as bytes: words 0 and 1 are the scales, 2 and 3 the minima.
CK_INLINE void ck_k4_words(const __m512i head[4], __m512i words[4]) {
    const __m512i six = ck_all(63), four = ck_all(15), two = ck_all(48);
    words[0] = _mm512_and_si512(head[1], six);
    words[2] = _mm512_and_si512(head[2], six);
    words[1] = _mm512_or_si512(_mm512_and_si512(head[3], four),
                               _mm512_and_si512(_mm512_srli_epi32(head[1], 2), two));
    words[3] = _mm512_or_si512(_mm512_and_si512(_mm512_srli_epi32(head[3], 4), four),
                               _mm512_and_si512(_mm512_srli_epi32(head[2], 2), two));
}

CK_INLINE __m512 ck_byte(__m512i word, int which) {
    return _mm512_cvtepi32_ps(
        _mm512_and_si512(_mm512_srli_epi32(word, 8 * (unsigned)which), _mm512_set1_epi32(255)));
}

CK_INLINE void ck_rows_k45(int is_five, const ck_rows16 *rows, const ck_batch *batch) {
    const __m512i nibble = ck_all(15), sixteen = ck_all(16);
    size_t bytes = is_five ? 176 : 144;
    for (size_t b = 0; b < batch->columns / CK_SUPER; b++) {
        __m512i head[4], words[4], q[8], high[8];
        ck_ask(rows, b, bytes);
        ck_turn(rows, b * bytes, head);
        ck_k4_words(head, words);
        __m512 d = ck_halves(head[0]), dmin = ck_halves(_mm512_srli_epi32(head[0], 16));
        if (is_five) {
            ck_turn(rows, b * bytes + 16, high);
            ck_turn(rows, b * bytes + 32, high + 4);
        }
        for (int pair = 0; pair < 4; pair++) {
            size_t at = b * bytes + (is_five ? 48 : 16) + 32 * (size_t)pair;
            ck_turn(rows, at, q);
            ck_turn(rows, at + 16, q + 4);
#pragma clang loop unroll(full)
            for (int upper = 0; upper < 2; upper++) {
                ck_tile tile;
                int group = 2 * pair + upper;
                tile.scale[0] = _mm512_mul_ps(d, ck_byte(words[group / 4], group % 4));
                tile.minimum = _mm512_sub_ps(_mm512_setzero_ps(),
                                             _mm512_mul_ps(dmin, ck_byte(words[2 + group / 4], group % 4)));
#pragma clang loop unroll(full)
                for (int j = 0; j < 8; j++) {
                    tile.w[j] = _mm512_and_si512(_mm512_srli_epi32(q[j], 4 * (unsigned)upper), nibble);
                    if (is_five) {
                        __m512i fifth = _mm512_slli_epi32(_mm512_srli_epi32(high[j], (unsigned)group), 4);
                        tile.w[j] = _mm512_or_si512(tile.w[j], _mm512_and_si512(fifth, sixteen));
                    }
                }
                ck_multiply(&tile, 0, 1, 1, 8 * b + (size_t)group, batch);
            }
        }
    }
}

CK_INLINE __m512 ck_signed_byte(__m512i word, int which) {
    return _mm512_cvtepi32_ps(_mm512_srai_epi32(_mm512_slli_epi32(word, 24 - 8 * (unsigned)which), 24));
}

CK_INLINE void ck_rows_q6_k(const ck_rows16 *rows, const ck_batch *batch) {
    const __m512i nibble = ck_all(15), upper = ck_all(48);
    for (size_t b = 0; b < batch->columns / CK_SUPER; b++) {
        __m512i scales[4], low[16], high[8];
        ck_ask(rows, b, 210);
        ck_turn(rows, b * 210 + 192, scales);
        // The scale ends the block, so the word that ends with it is read, and never a byte after the block.
        __m512 d = ck_halves(_mm512_srli_epi32(ck_gather(rows, b * 210 + 206), 16));
        for (size_t half = 0; half < 2; half++) {
            for (size_t i = 0; i < 4; i++) {
                ck_turn(rows, b * 210 + 64 * half + 16 * i, low + 4 * i);
            }
            ck_turn(rows, b * 210 + 128 + 32 * half, high);
            ck_turn(rows, b * 210 + 144 + 32 * half, high + 4);
#pragma clang loop unroll(full)
            for (int quarter = 0; quarter < 4; quarter++) {
                ck_tile tile;
                __m512i own = scales[2 * half + (size_t)quarter / 2];
                tile.scale[0] = _mm512_mul_ps(d, ck_signed_byte(own, 2 * (quarter % 2)));
                tile.scale[1] = _mm512_mul_ps(d, ck_signed_byte(own, 2 * (quarter % 2) + 1));
                const __m512i *l = low + 8 * (quarter % 2);
#pragma clang loop unroll(full)
                for (int j = 0; j < 8; j++) {
                    __m512i bits = quarter < 2 ? _mm512_slli_epi32(high[j], 4 - 2 * (unsigned)quarter)
                                               : _mm512_srli_epi32(high[j], 2 * (unsigned)quarter - 4);
                    __m512i four = _mm512_and_si512(_mm512_srli_epi32(l[j], 4 * (unsigned)(quarter / 2)), nibble);
                    tile.w[j] = _mm512_or_si512(four, _mm512_and_si512(bits, upper));
                }
                ck_multiply(&tile, 5, 2, 0, 8 * b + 4 * half + (size_t)quarter, batch);
            }
        }
    }
}

CK_INLINE void ck_rows(int format, const ck_rows16 *rows, const ck_batch *batch) {
    switch (format) {
    case CK_Q4_0: ck_rows_32(CK_Q4_0, 18, 2, 3, rows, batch); break;
    case CK_Q4_1: ck_rows_32(CK_Q4_1, 20, 4, 0, rows, batch); break;
    case CK_Q5_0: ck_rows_32(CK_Q5_0, 22, 6, 4, rows, batch); break;
    case CK_Q5_1: ck_rows_32(CK_Q5_1, 24, 8, 0, rows, batch); break;
    case CK_Q8_0: ck_rows_32(CK_Q8_0, 34, 2, 7, rows, batch); break;
    case CK_Q4_K: ck_rows_k45(0, rows, batch); break;
    case CK_Q5_K: ck_rows_k45(1, rows, batch); break;
    case CK_Q6_K: ck_rows_q6_k(rows, batch); break;
    default: break;
    }
}

CK_TARGET_AVX512 void ck_dot_rows_int16_avx512(int format, const uint8_t *weights, size_t row_bytes, size_t rows,
                                               size_t columns, const uint8_t *x, size_t x_stride, size_t tokens,
                                               float *y, size_t y_stride, ck_ahead *ahead) {
    float sums[CK_INT16_TOKENS][CK_LANES] __attribute__((aligned(64)));
    size_t blocks = (rows + CK_LANES - 1) / CK_LANES * (columns / 32);
    ck_asking asking = ck_asking_from(ahead, blocks);
    ck_batch batch = {x, x_stride, columns, tokens, sums, &asking};
    for (size_t r = 0; r < rows; r += CK_LANES) {
        ck_rows16 group;
        size_t count = rows - r < CK_LANES ? rows - r : CK_LANES;
        int32_t offsets[CK_LANES];
        for (size_t i = 0; i < CK_LANES; i++) {
            size_t offset = (i < count ? i : count - 1) * row_bytes;
            group.row[i] = weights + r * row_bytes + offset;
            offsets[i] = (int32_t)offset;
        }
        group.offsets = _mm512_loadu_si512(offsets);
        group.next = weights + (r + count) * row_bytes;
        for (size_t t = 0; t < tokens; t++) {
            _mm512_store_ps(sums[t], _mm512_setzero_ps());
        }
        ck_rows(format, &group, &batch);
        __mmask16 mask = (__mmask16)((1u << count) - 1);
        for (size_t t = 0; t < tokens; t++) {
            _mm512_mask_storeu_ps(y + t * y_stride + r, mask, _mm512_load_ps(sums[t]));
        }
    }
    ck_asking_to(ahead, &asking);
}
#endif
