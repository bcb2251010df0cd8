/** What runs here, for a report of a mistake: nothing of it names the person. */
import { release } from 'node:os';
import { machineFacts } from '../recordings/machine.ts';

export function about(version: string): { name: string; value: string }[] {
  const { platform, arch, cpu, cores, memoryMb } = machineFacts();
  const { electron, chrome, node, v8 } = process.versions;
  return [
    { name: 'Faultline', value: version },
    { name: 'Electron', value: electron ?? '' },
    { name: 'Chromium', value: chrome ?? '' },
    { name: 'Node.js', value: node },
    { name: 'V8', value: v8 },
    { name: 'System', value: `${platform} ${release()}, ${arch}` },
    { name: 'Processor', value: `${cpu}, ${cores} cores` },
    { name: 'Memory', value: `${Math.round(memoryMb / 1024)} GB` },
  ];
}
