import { arch, cpus, platform, totalmem } from 'node:os';
import type { MachineFacts } from '../../shared/recording/contents.ts';

/** The machine this runs on. */
export function machineFacts(): MachineFacts {
  const all = cpus();
  return {
    platform: platform(),
    arch: arch(),
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: Math.max(1, all.length),
    memoryMb: Math.round(totalmem() / 2 ** 20),
    runtime: `Node ${process.versions.node}${process.versions.electron ? `, Electron ${process.versions.electron}` : ''}`,
  };
}
