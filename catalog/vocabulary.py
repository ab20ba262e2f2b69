"""The words of the catalog: every fixed list of values, with the label people read.

The values stand in addresses, in the database and in the API, so they never change meaning.
"""

from django.db.models import TextChoices


class Path(TextChoices):
    CERTIFICATION = "certification", "Certification"
    DEGREE = "degree", "Degree"


class Credential(TextChoices):
    CERTIFICATION_EXAM = "certification-exam", "Certification exam"
    CERTIFICATE_COURSE = "certificate-course", "Certificate course"
    SPECIALIZATION = "specialization", "Specialization"
    NANODEGREE = "nanodegree", "Nanodegree"
    BOOTCAMP = "bootcamp", "Bootcamp"
    MICROMASTERS = "micromasters", "MicroMasters"
    UNDERGRADUATE_CERTIFICATE = "undergraduate-certificate", "Undergraduate certificate"
    GRADUATE_CERTIFICATE = "graduate-certificate", "Graduate certificate"
    EXECUTIVE_CERTIFICATE = "executive-certificate", "Executive certificate"
    DIPLOMA = "diploma", "Diploma"
    ASSOCIATE = "associate", "Associate degree"
    BACHELOR = "bachelor", "Bachelor's degree"
    MASTER = "master", "Master's degree"
    DOCTORATE = "doctorate", "Doctorate"


DEGREES = (
    Credential.ASSOCIATE,
    Credential.BACHELOR,
    Credential.MASTER,
    Credential.DOCTORATE,
)


class Depth(TextChoices):
    INTRODUCTORY = "introductory", "Introductory"
    INTERMEDIATE = "intermediate", "Intermediate"
    ADVANCED = "advanced", "Advanced"
    RESEARCH = "research", "Research"
    UNKNOWN = "unknown", "Not published"


# Shallow to deep; an unknown depth has no place in the order.
DEPTH_ORDER = (Depth.INTRODUCTORY, Depth.INTERMEDIATE, Depth.ADVANCED, Depth.RESEARCH)


class Delivery(TextChoices):
    ONLINE = "online", "Online"
    ON_CAMPUS = "on-campus", "On campus"
    HYBRID = "hybrid", "Online or on site"
    TEST_CENTRE = "test-centre", "Test centre"
    UNKNOWN = "unknown", "Not published"


class Pace(TextChoices):
    SELF_PACED = "self-paced", "Self-paced"
    FLEXIBLE = "flexible", "Flexible"
    COHORT = "cohort", "In a cohort"
    EXAM = "exam", "Exam only"
    UNKNOWN = "unknown", "Not published"


class Status(TextChoices):
    OPEN = "open", "Open"
    CLOSING = "closing", "Closing"
    RETIRED = "retired", "Retired"


class ProviderKind(TextChoices):
    UNIVERSITY = "university", "University"
    COLLEGE = "college", "College or training provider"
    VENDOR = "vendor", "Technology company"
    PROFESSIONAL_BODY = "professional-body", "Professional body"
    PLATFORM = "platform", "Learning platform"
    BOOTCAMP = "bootcamp", "Bootcamp"
    NONPROFIT = "nonprofit", "Non-profit"


class SourceKind(TextChoices):
    OFFICIAL = "official", "Official page"
    AGGREGATOR = "aggregator", "Aggregator"
    RESELLER = "reseller", "Reseller"
    NEWS = "news", "News or blog"
    ENCYCLOPEDIA = "encyclopedia", "Encyclopedia"
    UNVERIFIED = "unverified", "Unverified"


class Skill(TextChoices):
    """How much mathematics or programming a program expects on the first day."""

    NONE = "none", "None"
    BASIC = "basic", "Basic"
    STRONG = "strong", "Strong"
    UNKNOWN = "unknown", "Not published"


class Entry(TextChoices):
    """What must be held before a program lets a person in."""

    NONE = "none", "No degree needed"
    BACHELOR = "bachelor", "Bachelor's degree"
    MASTER = "master", "Master's degree"
    UNKNOWN = "unknown", "Not published"


class FactKind(TextChoices):
    COST = "cost", "Cost to finish"
    MONTHLY_PRICE = "monthly-price", "Price of one month"
    PER_CREDIT_PRICE = "per-credit-price", "Price of one credit"
    APPLICATION_FEE = "application-fee", "Application fee"
    RETAKE_FEE = "retake-fee", "Retake fee"
    RENEWAL_FEE = "renewal-fee", "Renewal fee"
    DURATION = "duration", "Duration"
    EFFORT = "effort", "Study effort"
    WEEKLY_HOURS = "weekly-hours", "Hours a week"
    VALIDITY = "validity", "Valid for"
    CREDITS = "credits", "Credits"


MONEY_KINDS: tuple[str, ...] = (
    FactKind.COST,
    FactKind.MONTHLY_PRICE,
    FactKind.PER_CREDIT_PRICE,
    FactKind.APPLICATION_FEE,
    FactKind.RETAKE_FEE,
    FactKind.RENEWAL_FEE,
)

UNITS: dict[str, tuple[str, ...]] = {
    FactKind.DURATION: ("months",),
    FactKind.EFFORT: ("hours",),
    FactKind.WEEKLY_HOURS: ("hours",),
    FactKind.VALIDITY: ("years",),
    FactKind.CREDITS: ("us-credits", "us-quarter-credits", "ects", "uk-credits", "other"),
}

# Beyond these a figure is a slip of the keyboard. Money is in US dollars, the rest in its own unit.
LARGEST: dict[str, int] = {
    **dict.fromkeys(MONEY_KINDS, 10_000_000),
    FactKind.DURATION: 240,
    FactKind.EFFORT: 20_000,
    FactKind.WEEKLY_HOURS: 168,
    FactKind.VALIDITY: 50,
    FactKind.CREDITS: 2_000,
}

CREDIT_UNIT_LABELS = {
    "us-credits": "US credits",
    "us-quarter-credits": "US quarter credits",
    "ects": "ECTS credits",
    "uk-credits": "UK credits",
    "other": "credits of its own kind",
}

# Years after which a figure looks old. Prices move every year or two; what an exam asks for or how
# long a degree takes moves slowly. Ours, stated on the sources page.
FRESH_FOR_YEARS: dict[str, int] = {
    **dict.fromkeys(MONEY_KINDS, 2),
    FactKind.DURATION: 4,
    FactKind.EFFORT: 4,
    FactKind.WEEKLY_HOURS: 4,
    FactKind.VALIDITY: 4,
    FactKind.CREDITS: 4,
}


class Basis(TextChoices):
    """How a price is charged."""

    EXAM_FEE = "exam-fee", "exam fee"
    TUITION = "tuition", "tuition"
    TUITION_ESTIMATE = "tuition-estimate", "a year's tuition times the standard years, an estimate"
    PER_CREDIT = "per-credit", "price per credit times credits"
    SUBSCRIPTION = "subscription", "monthly subscription"
    CERTIFICATE_FEE = "certificate-fee", "certificate fee"
    FREE = "free", "free"
    FUNDED = "funded", "funded place"


class Audience(TextChoices):
    """Whom a price is for."""

    ALL = "all", "everyone"
    RESIDENTS = "residents", "residents"
    NON_RESIDENTS = "non-residents", "non-residents"
    EU = "eu", "EU and EEA citizens"
    INTERNATIONAL = "international", "international students"
    MEMBERS = "members", "members"
    NON_MEMBERS = "non-members", "non-members"


# A program whose prices differ by audience carries this word instead of one of them.
AUDIENCE_VARIES = "varies"


class Register(TextChoices):
    """An official list of programs that an importer reads."""

    SCORECARD = "scorecard", "US College Scorecard"
    IPEDS = "ipeds", "US tuition survey (IPEDS)"
    CRICOS = "cricos", "Australian register (CRICOS)"


class Missing(TextChoices):
    """Why an outcome has no figure; never the same as zero."""

    SUPPRESSED = "suppressed", "Withheld to protect few graduates"
    NOT_REPORTED = "not-reported", "Not reported"
    NOT_STATED = "not-stated", "Withheld or not reported; our copy does not say which"
    NOT_READ = "not-read", "Not read"


# The figures of an Outcome, in the order people read them. Amounts are US dollars.
MEASURES = ("graduates", "pay_1_year", "pay_4_years", "debt")

# What the facet `outcomes` says of a program: its pay is published, or why it is not.
PUBLISHED = "published"
