// The kernels of Diapason: plain C loops and vector variants behind one set of names.
//
// Letters in the comments: T tokens, C columns (hidden size), H heads, G key/value heads, D head
// dimension, V vocabulary. Everything is row-major; activations are 32-bit floats. No function allocates,
// keeps state, starts threads or prints. `level` says which instructions may be used; a caller asks
// `ck_best_level` once and passes the answer on.
#ifndef CKERNELS_H
#define CKERNELS_H

#include "ck_activation.h"
#include "ck_ahead.h"
#include "ck_attention.h"
#include "ck_attention_gradient.h"
#include "ck_cached_attention.h"
#include "ck_distribution.h"
#include "ck_gemm_f32.h"
#include "ck_gemm_int16.h"
#include "ck_layernorm.h"
#include "ck_layers.h"
#include "ck_level.h"
#include "ck_low_rank.h"
#include "ck_memory.h"
#include "ck_training.h"
#include "ck_weights.h"
#include "ck_window.h"

#endif
