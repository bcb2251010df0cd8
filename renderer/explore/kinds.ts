/** What each kind of violation is, for people. */
import type { ViolationKind } from '../../shared/explore/verdict.ts';

export const kinds: Record<ViolationKind, { title: string; sentence: string }> = {
  assertion: { title: 'An assertion fails', sentence: 'The program asserts what does not hold here.' },
  property: { title: 'A property of the protocol is violated', sentence: '' },
  condition: { title: 'A condition of the scenario does not hold', sentence: 'The scenario says that this holds always, in every state.' },
  deadlock: { title: 'Deadlock', sentence: 'A thread of the scenario has not ended, and nobody can go on.' },
  starvation: { title: 'Starvation', sentence: 'From some step on the schedule repeats for ever. Who can always go does go, and yet a thread that is to end never does.' },
  'use-after-free': { title: 'Use after free', sentence: 'A thread touches an object that has been freed, or what lay on the stack of a function that has returned.' },
  'null-pointer': { title: 'Access through NULL', sentence: 'A thread follows a pointer that is NULL.' },
  'wild-pointer': { title: 'Wild pointer', sentence: 'A thread touches memory that was never allocated.' },
  'bad-free': { title: 'Bad free', sentence: 'A thread frees what is not an allocated object.' },
  bounds: { title: 'Index out of bounds', sentence: 'An array is indexed outside of its length.' },
  'bad-callback': { title: 'Bad callback', sentence: 'A thread calls what is not a callback.' },
  'division-by-zero': { title: 'Division by zero', sentence: 'A thread divides by zero.' },
  'endless-loop': { title: 'Endless loop', sentence: 'A thread runs a loop that never comes to shared memory again.' },
  leak: { title: 'Leak', sentence: 'At the end, something is still allocated.' },
  'line-reached': { title: 'The line is reached', sentence: 'A schedule leads to the line that was asked for.' },
  sometimes: { title: 'A condition holds sometimes', sentence: 'The scenario says that this holds sometimes, and here it does.' },
};
