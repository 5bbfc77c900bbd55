import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findResources } from '../kernel/resources.ts';
import { annotateText, findDurations, loadLaboratory, loadLexicon } from './index.ts';

/**
 * One row each: the words, then everything that is to be read from them. `v` a vital sign (temp hr rr spo2 o2 sbp dbp
 * pain gcs glu), `!v` one that cannot be right, `l` a laboratory value in the unit of its test, `?l` one whose unit was
 * inferred, `!l` one that cannot be right, `d` a dose (drug amount unit times-a-day), `t` a duration in days, `a` an age
 * in days, `w` weeks of pregnancy. `-` where nothing is to be read.
 */
const TABLE = `
T 38.5 | v temp 38.5
temp 37.2 | v temp 37.2
temperature of 101.3F | v temp 38.5
temperature 99 degrees fahrenheit | v temp 37.2
Temp: 36.8 C | v temp 36.8
fever of 104 | v temp 40
fever 39.4 at home | v temp 39.4
38.9°C | v temp 38.9
102 °F | v temp 38.9
T 98.6 | v temp 37
febrile to 39 | v temp 39
temp 50 | !v temp 50
Temp 12.5 C | !v temp 12.5
BP 120/80 | v sbp 120; v dbp 80
BP: 85/40 mmHg | v sbp 85; v dbp 40
blood pressure 210 over 115 | v sbp 210; v dbp 115
B/P was fine | -
160/95 mmHg | v sbp 160; v dbp 95
systolic 88 | v sbp 88
SBP 78 | v sbp 78
BP 80/120 | !v sbp 80; !v dbp 120
BP 400/90 | !v sbp 400; v dbp 90
HR 128 | v hr 128
pulse 60 | v hr 60
heart rate of 144 | v hr 144
pulse rate: 96 | v hr 96
tachycardic at 130 | v hr 130
112 bpm | v hr 112
HR 700 | !v hr 700
pulse 5/10 strength | v pain 5
RR 24 | v rr 24
resp rate 32 | v rr 32
respiratory rate was 18 | v rr 18
breathing rate 40 | v rr 40
28 breaths per minute | v rr 28
RR 200 | !v rr 200
SpO2 88% | v spo2 88
sats 94% on 2L | v spo2 94; v o2 1
94% RA | v spo2 94
O2 sat 91% on room air | v spo2 91
97% on air | v spo2 97
saturating 92% on 4 L | v spo2 92; v o2 1
oxygen saturation 85 | v spo2 85
SpO2 140% | !v spo2 140
sats 12% | !v spo2 12
on 3 litres | v o2 1
pain 7/10 | v pain 7
pain score 4 | v pain 4
9 out of 10 pain | v pain 9
GCS 13 | v gcs 13
Glasgow coma scale of 8 | v gcs 8
GCS 15/15 | v gcs 15
GCS 25 | !v gcs 25
blood sugar of 450 | v glu 25; ?l glucose 24.98
seen on 12/10/2025 | -
date of birth 03/04/1980 | -
power 5/5 | -
visual acuity 6/9 | -
ratio of 1:4 | -
room 120 | -
call 999 | -
troponin 0.04 ng/mL | l troponin 40
troponin T 35 ng/L | l troponin 35
hs-trop 350 | ?l troponin 350
Trop <5 ng/L | l troponin 5
lactate 4.2 | ?l lactate 4.2
lactate 2.1 mmol/L | l lactate 2.1
lactic acid 36 mg/dL | l lactate 3.996
WBC 12.4 | ?l whiteCells 12.4
WBC 12,500 /uL | l whiteCells 12.5
WCC 18.2 x10^9/L | l whiteCells 18.2
white count 3.1 | ?l whiteCells 3.1
neutrophils 0.4 | ?l neutrophils 0.4
platelets 45 | ?l platelets 45
plt 250 K/uL | l platelets 250
Hb 88 | ?l haemoglobin 88
Hb 7.2 | ?l haemoglobin 72
haemoglobin 135 g/L | l haemoglobin 135
hemoglobin 9.1 g/dL | l haemoglobin 91
CRP 156 | ?l crp 156
CRP 12 mg/L | l crp 12
creatinine 180 | ?l creatinine 180
creatinine 1.8 mg/dL | l creatinine 159.1
Cr 2.1 | ?l creatinine 185.6
creatinine 240 umol/L | l creatinine 240
urea 14.2 mmol/L | l urea 14.2
BUN 40 mg/dL | l bun 14.28
BUN 18 | ?l bun 6.426
sodium 118 | ?l sodium 118
Na 131 mmol/L | l sodium 131
Na+ 140 | ?l sodium 140
potassium 6.8 | ?l potassium 6.8
K 2.4 | ?l potassium 2.4
K+ 5.9 mmol/L | l potassium 5.9
potassium of 3.1 mEq/L | l potassium 3.1
K 16 | !l potassium 16
sodium 14 | !l sodium 14
glucose 5.6 mmol/L | v glu 5.6; l glucose 5.6
glucose 90 mg/dL | v glu 5; l glucose 4.995
calcium 3.1 mmol/L | l calcium 3.1
corrected calcium 11.2 mg/dL | l calcium 2.794
bilirubin 3.4 mg/dL | l bilirubin 58.14
bilirubin 250 µmol/L | l bilirubin 250
ALT 1240 | ?l alt 1240
AST 56 U/L | l ast 56
amylase 1800 | ?l amylase 1800
lipase 900 U/L | l lipase 900
CK 25000 | ?l ck 25000
INR 8.1 | l inr 8.1
INR 45 | !l inr 45
D-dimer 850 ng/mL | l dDimer 850
D-dimer 1.2 mg/L | l dDimer 1200
bhCG 1500 | ?l hcg 1500
beta-hCG 320 mIU/mL | l hcg 320
BNP 1800 pg/mL | l bnp 1800
NT-proBNP 4500 | ?l ntProBnp 4500
procalcitonin 12 ng/mL | l procalcitonin 12
ESR 88 | ?l esr 88
TSH 0.01 mU/L | l tsh 0.01
HbA1c 64 mmol/mol | l hba1c 64
HbA1c 8.1% | l hba1c 65.03
albumin 22 | ?l albumin 22
albumin 2.2 g/dL | l albumin 22
pH 7.21 | l ph 7.21
pH 72 | !l ph 72
pO2 8.2 kPa | l po2 8.2
PaO2 60 mmHg | l po2 7.998
pCO2 6.9 | ?l pco2 6.9
HCO3 11 | ?l bicarbonate 11
eGFR 28 | ?l egfr 28
ketones 5.2 mmol/L | l ketones 5.2
paracetamol level 180 mg/L | l paracetamol 180
ferritin 6 ug/L | l ferritin 6
metformin 500 mg BD | d metformin 500 mg 2
paracetamol 1 g qds | d paracetamol 1 g 4
2 puffs of salbutamol | d salbutamol 2 puff -
salbutamol inhaler 2 puffs prn | d salbutamol 2 puff -
aspirin 300mg stat | d aspirin 300 mg -
amoxicillin 500 mg TDS | d amoxicillin 500 mg 3
ibuprofen 400 mg three times a day | d ibuprofen 400 mg 3
ibuprofen 200-400 mg every 8 hours | d ibuprofen 200 mg 3
insulin 20 units sc nocte | d insulin 20 unit 1
methotrexate 15 mg weekly | d methotrexate 15 mg 0.14
prednisolone 40 mg od | d prednisolone 40 mg 1
levothyroxine 75 mcg daily | d levothyroxine 75 microgram 1
morphine 10 mg IV | d morphine 10 mg -
took 20 paracetamol tablets | d paracetamol 20 tablet -
ramipril 2.5mg mane | d ramipril 2.5 mg 1
warfarin 3 mg once daily | d warfarin 3 mg 1
adrenaline 500 micrograms IM | d adrenaline 500 microgram -
furosemide 40 mg bid | d furosemide 40 mg 2
drinks 20 units of alcohol | -
glucose 90 mg/dL fasting | v glu 5; l glucose 4.995
3 days | t 3
for two weeks | t 14
2/7 hx of cough | t 2
cough for 3/52 | t 21
over the last 6 months | t 182.64
since yesterday | t 1
x 4 days | t 4
for a couple of hours | t 0.08
half an hour | t 0.02
3-4 days | t 4
every 4 hours | -
15-month-old | a 456.6
A 48-year-old woman | a 17532
3 week old baby | a 21
10 days old | a 10
6/12 old boy | a 182.6
aged 65 | a 23741.3
72M | a 26298
48 yo F | a 17532
34 weeks pregnant | w 34
32/40 | w 32
G2P1 at 28+3 | w 28
28+3 weeks | w 28
pregnant, 12 weeks | w 12
in the third trimester | w 32
gestation 39 weeks | w 39
`;

const FIELDS: Readonly<Record<string, string>> = {
  temperature: 'temp',
  heartRate: 'hr',
  respiratoryRate: 'rr',
  oxygenSaturation: 'spo2',
  supplementalOxygen: 'o2',
  systolicBloodPressure: 'sbp',
  diastolicBloodPressure: 'dbp',
  pain: 'pain',
  gcs: 'gcs',
  glucose: 'glu',
};

const folder = path.join(findResources(), 'lexicon');
const lexicon = loadLexicon(folder);
const laboratory = loadLaboratory(folder);
const round = (value: number, digits: number) => String(Number(value.toFixed(digits)));

function readingOf(text: string): string[] {
  const { measures, labs, doses, age, pregnancyWeeks } = annotateText(lexicon, laboratory, text);
  const found = [
    ...measures.map(
      ({ field, value, implausible }) => `${implausible ? '!v' : 'v'} ${FIELDS[field]} ${round(value, 1)}`,
    ),
    ...labs.map(
      ({ test, value, implausible, assumedUnit }) =>
        `${implausible ? '!l' : assumedUnit === null ? 'l' : '?l'} ${test} ${value}`,
    ),
    ...doses.map(
      ({ drug, amount, unit, perDay }) =>
        `d ${drug?.split(' ')[0]} ${amount} ${unit} ${perDay === null ? '-' : round(perDay, 2)}`,
    ),
    ...(doses.length > 0 ? [] : findDurations(text).map(({ days }) => `t ${round(days, 2)}`)),
    ...(age ? [`a ${age.days}`] : []),
    ...(pregnancyWeeks ? [`w ${pregnancyWeeks.weeks}`] : []),
  ];
  // Weeks of pregnancy also read as a time; the row is about the pregnancy.
  const shown = pregnancyWeeks ? found.filter((one) => !one.startsWith('t ')) : found;
  return shown.length === 0 ? ['-'] : shown.sort();
}

const rows = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [text = '', expected = ''] = line.split(' | ');
    return {
      text: text.trim(),
      expected: expected
        .split(';')
        .map((one) => one.trim())
        .sort(),
    };
  });

describe('measurements, doses and laboratory values as people write them', () => {
  test('the table has at least 150 rows', () => {
    expect(rows.length).toBeGreaterThanOrEqual(150);
  });

  test.each(rows)('[URS-TXT-03] $text', ({ text, expected }) => {
    expect(readingOf(text)).toEqual(expected);
  });

  test('[URS-TXT-03] a value that cannot be right is kept as written and asked about', () => {
    const { measures, labs } = annotateText(lexicon, laboratory, 'HR 700, K 16');
    expect(measures[0]).toMatchObject({ value: 700, implausible: true });
    expect(measures[0]?.question).toMatch(/HR 700/);
    expect(labs[0]).toMatchObject({ value: 16, implausible: true });
    expect(labs[0]?.question).toMatch(/16/);
  });

  test('[URS-TXT-03] a converted value keeps what was written, and an inferred unit is said', () => {
    const { labs } = annotateText(lexicon, laboratory, 'creatinine 1.8 mg/dL, Hb 7.2');
    expect(labs[0]).toMatchObject({
      value: 159.1,
      unit: 'µmol/L',
      written: { value: '1.8', unit: 'mg/dL' },
      assumedUnit: null,
    });
    expect(labs[1]).toMatchObject({ value: 72, unit: 'g/L', assumedUnit: 'g/dl' });
  });

  test('[URS-TXT-03] route and need are read beside the dose', () => {
    const { doses } = annotateText(lexicon, laboratory, 'morphine 5 mg sc prn, salbutamol 2.5 mg neb stat');
    expect(doses).toMatchObject([
      { drug: 'morphine', route: 'subcutaneous', asNeeded: true },
      { drug: 'salbutamol', route: 'nebulised', asNeeded: false },
    ]);
  });
});
