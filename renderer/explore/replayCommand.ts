/** The command that replays a schedule in a terminal. It needs the sources in a file there, just as they were explored. */
import { switchText } from '../../shared/report/switch-text.ts';
import { keyOf, kindOf } from '../documents/document.ts';
import type { Subject } from './subject.ts';

/** `saved`: the text in the scenario's file. null: no file has what was explored. */
export function replayCommand(token: string, { documentId, text, config, checked, recorded }: Pick<Subject, 'documentId' | 'text' | 'config' | 'checked' | 'recorded'>, saved: string | undefined): string | null {
  const kind = kindOf(documentId);
  if (recorded?.kernel || saved !== text || (kind !== 'file' && kind !== 'shipped')) return null;
  // A shipped scenario is known by its name.
  const name = kind === 'file' ? keyOf(documentId) : keyOf(documentId).replace(/\.scenario\.ts$/, '');
  const switches = Object.entries(config).flatMap(([key, value]) => ['--config', switchText(key, value)]);
  const properties = checked ? ['--property', checked.join(',') || 'none'] : [];
  const variant = recorded ? ['--protocol', recorded.protocol] : [];
  return ['npx', 'faultline', 'replay', '--schedule', token, name, ...variant, ...switches, ...properties].map(word).join(' ');
}

/** As a shell reads it. */
function word(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
