"""Words of which made-up programs and providers are named."""

from __future__ import annotations

# Subject: how often, its topics, its field of study.
SUBJECTS: dict[str, tuple[int, tuple[str, ...], str]] = {
    "Computer Science": (60, ("foundations",), "cip:1107"),
    "Computer and Information Sciences": (45, (), "cip:1101"),
    "Mathematics": (40, (), "cip:2701"),
    "Information Technology": (35, ("cloud",), "cip:1101"),
    "Data Science": (32, ("data-science", "foundations", "statistics"), "cip:3070"),
    "Statistics": (24, ("statistics",), "cip:2705"),
    "Information Systems": (22, ("business",), "cip:1105"),
    "Applied Mathematics": (20, ("statistics",), "cip:2703"),
    "Data Analytics": (20, ("data-science", "statistics"), "cip:3071"),
    "Machine Learning": (18, ("foundations", "deep-learning"), "cip:1101"),
    "Artificial Intelligence": (18, ("foundations", "deep-learning", "responsible-ai"), "cip:1101"),
    "Business Analytics": (16, ("business", "data-science"), "cip:3071"),
    "Software Engineering": (16, ("mlops",), "cip:1102"),
    "Cloud Computing": (12, ("cloud",), "cip:1110"),
    "Data Engineering": (12, ("data-engineering", "cloud"), "cip:1108"),
    "Cybersecurity": (12, (), "cip:1110"),
    "Deep Learning": (9, ("deep-learning",), ""),
    "Generative AI": (9, ("generative-ai", "nlp"), ""),
    "Health Informatics": (8, ("healthcare", "data-science"), "cip:5127"),
    "Financial Engineering": (7, ("finance", "statistics"), "cip:2703"),
    "Computational Linguistics": (6, ("nlp",), "cip:1601"),
    "Natural Language Processing": (6, ("nlp", "deep-learning"), ""),
    "Computer Vision": (6, ("computer-vision", "deep-learning"), ""),
    "Robotics": (6, ("robotics", "reinforcement-learning"), "cip:1442"),
    "MLOps": (5, ("mlops", "cloud"), ""),
    "Econometrics": (4, ("statistics", "finance"), "cip:4506"),
    "Bioinformatics": (4, ("healthcare", "statistics"), "cip:2611"),
    "Responsible AI": (3, ("responsible-ai",), ""),
    "AI for Managers": (3, ("business", "generative-ai"), ""),
    "Reinforcement Learning": (3, ("reinforcement-learning",), ""),
    "Autonomous Systems": (2, ("robotics", "computer-vision"), "cip:1442"),
    "Actuarial Science": (2, ("finance", "statistics"), "cip:5213"),
    "Geospatial Data Science": (1, ("data-science",), "cip:4507"),
    "Quantum Machine Learning": (1, ("foundations",), ""),
}
SECOND_PARTS = (
    *("Healthcare", "Finance", "Marketing", "Public Policy", "Biostatistics", "Neuroscience"),
    *("Engineering Management", "Optimisation", "Visualisation", "Ethics", "Python", "R"),
    *("Operations Research", "Signal Processing", "Databases", "Large Language Models"),
)
TITLES: dict[str, tuple[str, ...]] = {
    "associate": ("Associate of Science in {}", "Associate of Applied Science in {}"),
    "bachelor": (
        *("Bachelor of Science in {}", "Bachelor of Arts in {}", "BSc (Hons) {}"),
        *("Bachelor's degree in {}", "Licence de {}: Mathématiques appliquées"),
    ),
    "master": (
        *(
            "Master of Science in {}",
            "MSc {}",
            "Master's degree in {}",
            "Master of Engineering: {}",
        ),
        *("Máster Universitario en {}", "Online Master of Science in {}"),
    ),
    "doctorate": ("PhD in {}", "Doctorate in {}"),
    "graduate-certificate": ("Graduate Certificate in {}", "Postgraduate Certificate in {}"),
    "undergraduate-certificate": ("Undergraduate Certificate in {}", "Certificate in {}"),
    "executive-certificate": ("Executive Programme in {}", "{} for Leaders"),
    "diploma": ("Diploma of {}", "Advanced Diploma of {}"),
    "certification-exam": ("Certified {} Professional", "{} Associate", "{} Engineer Exam"),
    "certificate-course": ("Introduction to {}", "{} Essentials", "Practical {}"),
    "specialization": ("{} Specialization", "Applied {}"),
    "nanodegree": ("{} Nanodegree",),
    "micromasters": ("MicroMasters in {}",),
    "bootcamp": ("{} Bootcamp", "{} Career Accelerator"),
}

# Some 15,000 places, so that most provider names hold a rare word, as they do.
FIRST_SYLLABLES = (
    *("Ash", "Bel", "Brad", "Bren", "Cal", "Car", "Chel", "Clif", "Crow", "Dal", "Dor", "Dun"),
    *("Eas", "Ed", "El", "Fair", "Far", "Fox", "Gar", "Glen", "Grand", "Ham", "Har", "Hay", "Hol"),
    *("Hunt", "Kel", "Kirk", "Lang", "Lin", "Lock", "Mar", "Mel", "Mid", "Mil", "Mor", "Nor"),
    *("Oak", "Ox", "Pem", "Pres", "Rad", "Rav", "Red", "Rich", "Ros", "Saint", "Sel", "Shel"),
    *("Stan", "Sto", "Strat", "Thorn", "Tre", "Wal", "War", "Wes", "Whit", "Win", "Zü"),
)
MIDDLE_SYLLABLES = ("", "", "er", "ing", "en", "a", "ber")
LAST_SYLLABLES = (
    *("beck", "borough", "bourne", "bridge", "brook", "burg", "bury", "by", "cester", "combe"),
    *("dale", "den", "field", "ford", "gate", "grove", "ham", "haven", "hill", "holm", "hurst"),
    *("land", "leigh", "ley", "mere", "mont", "mouth", "port", "shire", "stead", "ston", "ton"),
    *("vale", "ville", "wick", "wood"),
)
SYLLABLES = (FIRST_SYLLABLES, MIDDLE_SYLLABLES, LAST_SYLLABLES)

PROVIDER_NAMES: dict[str, tuple[str, ...]] = {
    "university": (
        *("University of {}", "{} University", "{} State University", "{} Institute of Technology"),
        *("Université de {}", "Technische Universität {}"),
    ),
    "college": ("{} College", "{} Community College", "{} Technical College", "{} Academy"),
    "bootcamp": ("{} Code School", "{} Bootcamps"),
    "vendor": ("{} Systems", "{} Cloud", "{} AI"),
    "platform": ("{} Learning", "Learn {}"),
    "professional-body": ("{} Society of Data Scientists", "{} Institute of Analytics"),
    "nonprofit": ("{} Foundation",),
}
