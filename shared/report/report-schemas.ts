/** The schema of everything that `--json` prints, by its name. docs/json-output.md. */
import { catalogueReportSchema } from './catalogue-report.ts';
import { checkReportSchema, errorReportSchema } from './check-report.ts';
import { compareReportSchema } from './compare-report.ts';
import { layoutReportSchema } from './layout-report.ts';
import { listReportSchema, propertiesReportSchema } from './list-report.ts';
import { litmusReportSchema } from './litmus-report.ts';
import { mutateReportSchema } from './mutate-report.ts';
import { replayReportSchema } from './replay-report.ts';
import { runReportSchema } from './run-report.ts';
import { verdictReportSchema } from './verdict-report.ts';

export const reportSchemas = {
  'faultline.catalogue': catalogueReportSchema,
  'faultline.check': checkReportSchema,
  'faultline.compare': compareReportSchema,
  'faultline.error': errorReportSchema,
  'faultline.explore': verdictReportSchema,
  'faultline.layout': layoutReportSchema,
  'faultline.list': listReportSchema,
  'faultline.litmus': litmusReportSchema,
  'faultline.mutate': mutateReportSchema,
  'faultline.properties': propertiesReportSchema,
  'faultline.replay': replayReportSchema,
  'faultline.run': runReportSchema,
} as const;
export type ReportName = keyof typeof reportSchemas;
