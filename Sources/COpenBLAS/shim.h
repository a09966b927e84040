// OpenBLAS' C interface; pkg-config's `openblas` names the folder that holds it.
#include <cblas.h>
