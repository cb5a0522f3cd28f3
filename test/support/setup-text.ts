/** The least that a setup file may say. */
export const smallestSetup = `company:
  name: Northwind
reps:
  - id: anna
    name: Anna
    email: anna@northwind.example
    timeZone: UTC
meetingTypes:
  - id: intro
    name: Intro
router:
  catchAll: { kind: message, text: Thank you. }
`;

/** A setup file that uses everything once. */
export const goodSetup = `company:
  name: Northwind
  accent: "#3355ff"
  timeZone: Europe/Berlin
sites:
  - https://www.northwind.example
reps:
  - id: anna
    name: Anna Berg
    title: Account executive
    email: anna@northwind.example
    photoUrl: https://cdn.northwind.example/anna.jpg
    overrides:
      - { date: 2026-12-24, start: 09:00, end: 12:00 }
      - { date: 2026-12-25, unavailable: true }
    absences:
      - { start: 2026-12-28, end: 2027-01-03 }
    travel:
      - { start: 2026-11-01, end: 2026-11-10, timeZone: Asia/Tokyo }
  - id: ben
    name: Ben Carter
    email: ben@northwind.example
    timeZone: America/New_York
    hours:
      - { days: mon-thu, start: 08:00, end: 16:30 }
      - { days: [fri], start: 08:00, end: 12:00 }
    calendar:
      kind: caldav
      url: https://dav.northwind.example/ben/
      username: ben
      passwordEnv: BEN_DAV_PASSWORD
  - id: cleo
    name: Cleo Diaz
    email: cleo@northwind.example
    active: false
pools:
  - id: emea
    name: Europe
    members: [anna, cleo]
    everybodyAway: { kind: pool, poolId: world }
  - id: world
    rotation: strict
    offer: any
    members:
      - { repId: ben, weight: 50, priority: 3, joinedOn: 2026-01-15 }
      - anna
    everybodyAway: { kind: message, text: We call you back. }
meetingTypes:
  - id: intro
    name: Intro call
    durationMinutes: 30
    slotIntervalMinutes: 15
    bufferAfterMinutes: 10
    horizon: { kind: workingDays, days: 10 }
    meetingLimits: { day: 4 }
    minuteLimits: { week: 600 }
    location: { kind: link, url: https://meet.northwind.example/intro }
    description: Half an hour with one of us.
router:
  name: Inbound
  qualify:
    qualifiedAt: 10
    message: Thank you. We send you our guide.
    rules:
      - id: students
        when: { field: lead.freeMail, op: is_true }
        reason: a private address
        verdict: disqualified
      - id: size
        when: { field: lead.companySize, op: greater_or_equal, value: 50 }
        reason: fifty people or more
        points: 10
  rules:
    - id: owned
      when:
        any:
          - { field: account.name, op: not_empty }
          - not: { field: contact.ownerRepId, op: empty }
      then:
        kind: offerOwner
        meetingTypeId: intro
        otherwise: { kind: offerPool, poolId: emea, meetingTypeId: intro }
    - id: pricing
      name: From the pricing page
      when:
        all:
          - { field: lead.pagePath, op: starts_with, value: /pricing }
      then: { kind: redirect, url: https://www.northwind.example/contact }
  catchAll: { kind: offerPool, poolId: world, meetingTypeId: intro }
`;
