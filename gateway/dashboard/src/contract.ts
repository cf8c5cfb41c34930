// The shapes of docs/api.md, as far as the dashboard reads them. Instants are ISO 8601 in UTC; `utc` columns are Unix seconds.

export type Flag = 1 | 2 | 3 | 4 | 9;
export type StationStanding = "on-time" | "late" | "no-data" | "maintenance" | "never" | "import";

export interface Items<T> { items: T[]; next?: string | null }
export interface Variable { key: string; unit: string; name: string; decimals: number; uses?: string[] }
export interface FlaggedValue { value: number | null; flag: Flag; u: number | null }

export interface Station {
  slug: string; name: string; site: string; remark: string;
  latitudeDegrees: number | null; longitudeDegrees: number | null; altitudeMetres: number | null; areaSquareKilometres: number | null;
  illustrative: boolean; simulated: boolean; intervalSeconds: number;
  state: StationStanding; stateText: string; lastContact: string | null; expectedNextContact: string | null;
  backlogFrames: number | null; batteryMillivolts: number | null; maintenance: boolean; worstFlag: Flag | null;
  dataFrom: string | null; dataTo: string | null;
  latest: { utc: string; qualifiers: string[]; simulated: boolean; values: Record<string, FlaggedValue> } | null;
  counters: { archivedFrames: number; unsentFrames: number | null; lostFrames: number; duplicateFrames: number; conflictFrames: number };
  deployments: { number: number; logger: string; sondeModel: string; sondeSerial: string; from: string; to: string | null; offsetMetres: number }[];
}

export interface Provenance {
  station: string; run: number; configurationVersion: number; configurationHash: string; pipelineVersion: string; model: string;
  ratings: string[]; regressions: string[]; simulated: boolean; illustrative: boolean; from: string; to: string; approval: string;
}

export interface SeriesColumn {
  value?: (number | null)[]; flag?: Flag[]; u?: (number | null)[];
  min?: (number | null)[]; max?: (number | null)[]; mean?: (number | null)[]; sum?: (number | null)[]; count?: number[]; flags?: number[][];
}
export interface Series {
  provenance: Provenance; resolution: "raw" | "hour" | "day"; stepSeconds: number;
  variables: Record<string, Variable>; utc: number[]; qualifiers: string[]; columns: Record<string, SeriesColumn>;
}

export interface Interval { value: number | null; u: number | null; low: number | null; high: number | null }
export interface Total {
  name: string; from: string; to: string; standing: "valid" | "provisional" | "withheld";
  timeCoverage: number; loadCoverage: number; estimatedLoadShare: number; waterCubicMetres: number | null;
  sinkTonnesCarbon: Interval | null; sinkTonnesCo2: Interval | null;
  intensityTonnesCarbonPerSquareKilometreYear: Interval | null; intensityTonnesCo2PerSquareKilometreYear: Interval | null;
  budget: { source: string; share: number }[]; gaps: number; rainMillimetres: number | null; runoffMillimetres: number | null;
}
export interface Totals { provenance: Provenance; kind: string; share: number; shareSource: string; items: Total[] }

export interface Completeness {
  from: string; to: string; expectedSamples: number; receivedSamples: number; recoveredLateSamples: number | null; lostSamples: number; missingSamples: number;
  additionalSamples: number; conflictFrames: number; complete: number | null;
  gaps: { from: string; to: string; samples: number; reason: string; text: string }[];
  days: { day: string; expectedSamples: number; receivedSamples: number }[];
}

export interface Finding { utc: string; variable: string; test: string; flag: Flag; value: string; threshold: string; support: string }
export interface StationEvent { utc: string; kind: string; title: string; text: string; id: string; to: string | null; photos?: Photo[] | null }
export interface Photo { id: string; visit: string; address: string; caption: string; mediaType: string; widthPixels: number; heightPixels: number; bytes: number; sha256: string }

export interface Gauging {
  id: string; utc: string; stageMetres: number | null; dischargeCubicMetresPerSecond: number; u95CubicMetresPerSecond: number | null;
  method: string; deviationPercent: number | null; used: boolean;
}
export interface Rating {
  id: string; from: string; to: string | null; illustrative: boolean; gaugedLow: number | null; gaugedHigh: number | null; stageOfZeroFlowMetres: number | null;
  segments: { upToStageMetres: number | null; c: number; exponent: number; headDatumMetres: number }[];
  gaugings: Gauging[];
  curve: { stageMetres: number[]; dischargeCubicMetresPerSecond: (number | null)[]; low95: (number | null)[]; high95: (number | null)[]; state: string[] };
  shifts: { from: string; nodes: { stageMetres: number; shiftMetres: number }[] }[];
  versions: { id: string; from: string; to: string | null }[];
}

export interface Regression {
  ion: string; unit: string; slope: number; intercept: number; sc25Low: number | null; sc25High: number | null;
  residualStandardDeviation: number | null; sampleCount: number; standing: string; provenance: string;
  line: { sc25: number[]; value: number[]; low95: (number | null)[]; high95: (number | null)[] };
  samples: { id: string; utc: string; sc25: number; value: number; predicted: number; residualInStandardDeviations: number | null; outOfFamily: boolean }[];
}
export interface Regressions { items: Regression[]; means: { ion: string; value: number; standardDeviation: number | null; provenance: string }[] }

export interface LoggerHealth {
  logger: string; lastContact: string | null; expectedNextContact: string | null; batteryMillivolts: number | null; clockOffsetMilliseconds: number | null;
  backlogFrames: number | null; journalDaysLeft: number | null; duplicateFrames: number;
  resets: { utc: string; reason: string; text: string }[];
  utc: number[]; batteryMillivoltsMin: (number | null)[]; boardCelsius: (number | null)[]; boardRelativeHumidityPercent: (number | null)[];
}
export interface Health { loggers: LoggerHealth[] }
export interface HistoryEntry { id: number; utc: string; actor: string; reason: string; subject: string; what: string; photos: Photo[] }
export interface Configuration {
  version: number; hash: string; canonical: string; sections: { title: string; text: string; hash: string; from: string | null }[]; versions: number[];
}

export interface Account {
  signedIn: boolean; name: string | null; role: string | null; reading: "open" | "closed"; needsFirstAccount: boolean; canEnter: boolean;
}

export interface AccountItem { name: string; role: string; hasPassword: boolean }
export interface Token { id: number; label: string; role: string; expires: string }
export interface NewToken { id: number; token: string; label: string }

export interface Effect {
  text: string[];
  readings?: {
    parameter: string; foulingError: number | null; driftError: number | null; sumOfErrors: number | null; criterion: number | null;
    grade: string | null; correctionApplies: boolean; unpublishable: boolean;
  }[] | null;
  stageDeviationMetres?: number | null; stageMetres?: number | null;
  gauging?: {
    stageMetres: number | null; dischargeCubicMetresPerSecond: number; u95CubicMetresPerSecond: number | null; ratedCubicMetresPerSecond: number | null;
    deviationPercent: number | null; insideInterval: boolean | null; candidateShiftMetres: number | null;
  } | null;
  samples?: {
    id: string; chargeBalancePercent: number | null; problems: string[];
    ions: { ion: string; value: number; predicted: number | null; residualInStandardDeviations: number | null; outOfFamily: boolean }[];
  }[] | null;
  yearTotal?: { year: string; beforeTonnesCo2: number | null; afterTonnesCo2: number | null; text: string } | null;
  approval?: { samples: number } | null;
}
export interface VisitReading {
  parameter: string; before: number | null; after: number | null; fieldStart: number | null; fieldEnd: number | null; standards: { standard: number; reading: number }[] | null;
  mode: string; slopePercent: number | null; foulingOnset: string | null;
}
/** Something that a person should know of a visit at the box: a code, the same in English, and what it speaks of. */
export interface BoxVisitNote { code: string; text: string; what: string | null; first: number | null; last: number | null }
export interface BoxVisit {
  id: string; logger: string; at: string | null; people: string; staffGageMetres: number | null; text: string; readings: VisitReading[]; stageMetres: number | null; simulated: boolean;
  steps: { name: string; state: "done" | "skipped" | "left" | "missing"; utc: string | null; said: string }[]; remarks: BoxVisitNote[]; missing: BoxVisitNote[]; takenOverAs: string | null;
}
export interface Saved { id: string; auditId: number; effect: Effect }

export interface DemoStation { station: string; cablePulled: boolean; phFouled: boolean; counters: { stored: number; unsent: number; lost: number } }
export interface Demo { simulated: boolean; virtualUtc: string; secondsPerSample: number; stations: DemoStation[] }
