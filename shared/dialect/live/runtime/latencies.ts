/** Histograms of latencies. */

/** Every latency when tracing, one in 256 in throughput mode. 0 means: not measured. */
function $latency_start(): uint {
  const me = $block();
  const n = $load(me + $SAMPLING) + 1;
  $store(me + $SAMPLING, n);
  if (unlikely((n & $param('sampleMask')) === 0)) return $now_ns() | 1;
  return 0;
}

function $latency_end(offset: int, start: uint): void {
  if (unlikely(start !== 0)) $latency_record($block() + offset, $now_ns() - start);
}

function $latency_record(histogram: ulong, ns: uint): void {
  $add64(histogram, ns);
  $add64(histogram + 8, 1);
  if (ns > ($load(histogram + 16) >>> 0)) $store(histogram + 16, ns);
  let bucket = ns;
  if (ns >= 4) {
    const octave = 31 - $clz(ns);
    bucket = octave * 4 + ((ns >>> (octave - 2)) & 3) - 4;
  }
  const at = histogram + 24 + bucket * 4;
  $store(at, $load(at) + 1);
}
