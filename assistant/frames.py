"""How questions are put: the patterns that tell intent, role, what is expected, and where the topic starts.

Patterns are about English questions in general, never about one question's wording. question.py applies them.
"""

import re
from typing import Literal

from assistant.ordinals import ORDINAL
from ingest.letter import Role

FLAGS = re.IGNORECASE
_AREA_NOUN = r"(?:local\s+)?(?:areas?(?!\s+(?:for|of)\s+(?:priority|improvement|concern|weakness))(?:\s+partnerships?)?|partnerships?|councils?|authorit(?:y|ies)|counties|cities|boroughs|places|LAPs?|LAs?|regions?|leaders|leadership teams?|organisations?|services|trusts?|providers?|companies|firms?|hospitals?|prisons?|forces?|bodies|establishments?|institutions?|operators?|utilities|agencies)"
_WHERE = r"(?:(?:(?:London|North(?:ern)?|South(?:ern)?|East(?:ern)?|West(?:ern)?|Midlands?|Yorkshire|and\s+the\s+Humber|of\s+England|county|city|unitary|metropolitan|remaining|same|inspected|reviewed|visited)\s+){1,4})?"
_TOLD = r"(?:asked|told|pressed|urged|praised|commended|credited|criticised|challenged|required|expected)"
_LETTER_NOUN = r"(?:letters?|reports?|reviews?|documents?|stocktakes?|inspections?)"
_MANY = r"(?:(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)\s+)?"
REVIEWER = r"(?:officials?|inspectors?|inspectorates?|reviewers?|the\s+(?:dfe|department|letters?|reports?)|dfe|nhs\s+england|ofsted|cqc|the\s+regulator|regulators?|advisers?)"

LISTING = re.compile(
    rf"^\W*(?:(?:and|so|but|ok|okay|please)[,\s]+)?(?:(?:can|could)\s+you\s+)?(?:please\s+)?(?:tell\s+me\s+)?"
    rf"(?:(?:in|to|for|at|of|from|with|on|by)\s+)?(?:which|what)\s+(?:(?:of\s+(?:the|these|those|them|our)\s*)?(?:other\s+|different\s+)?{_MANY}{_WHERE}{_AREA_NOUN}|of\s+(?:these|those|them)|(?:of\s+(?:the|these|those|our)\s+)?{_MANY}{_LETTER_NOUN})\b"
    rf"|^\W*(?:and\s+|so\s+)?where\s+(?:else\s+)?(?:was|were|did|do|does|has|have|had|is|are|must|should|needs?|else)\b"
    rf"|^\W*(?:and\s+|so\s+)?which\s+(?:ones\s+)?(?:was|were|are|have|has|had)\s+(?:\w+\s+){{0,2}}{_TOLD}\b"
    rf"|^\W*(?:and\s+|so\s+)?who(?:\s+(?:else\s+)?(?:is|are|was|were|has|have|had)|['’]s|['’]ve)\s+(?:(?:been|being|ever|never|not|also|still|yet|already)\s+){{0,3}}{_TOLD}\b"
    r"|^\W*(?:and\s+|so\s+)?who(?:\s+else)?\s+(?:is|are|was|were|has|have|had|got)\s+(?:(?:last|previously|first|not|never|also|again|been)\s+){0,3}(?:(?:inspected|reviewed|visited|judged|rated|graded)\b(?!\s+(?:by|with)\b)|(?:advised|encouraged|instructed|directed|reminded|warned|ordered|tasked|recommended|invited)\s+to\b)"
    rf"|^\W*(?:and\s+|so\s+)?who\s+(?:else\s+)?(?:was|were|has\s+been|have\s+been|got|gets)\s+(?:also\s+|given\s+)?(?:credit|praise|thanks|asked|told|pressed|urged|praised|commended|credited|criticised|challenged|required|expected)\b"
    r"|^\W*(?:and\s+|so\s+)?(?:(?:in|on|among|under)\s+)?whose\s+(?!names?\b|signatures?\b|jobs?\b|roles?\b|titles?\b)(?:[\w’'-]+\s+){1,6}?(?:was|were|is|are|has|have|had|did|do|does|must|should|needs?|come|comes|fell|came|got|get|gets)\b"
    rf"|^\W*(?:please\s+)?(?:list|name|give\s+(?:me\s+)?|show\s+(?:me\s+)?|find)\s*(?:all\s+|every\s+)?(?:of\s+)?(?:the\s+)?(?:{_AREA_NOUN}|{_LETTER_NOUN})\b"
    rf"|^\W*(?:were|was|did|do|does|have|has|had|are|is)\s+(?:any|some|all|both|each|either|none|one)\s+of\s+(?:them|those|these|the\s+(?:others|areas|letters|councils))\b"
    rf"|\b(?:in|of|for|to|from|with|at|about)\s+(?:which|what)\s+{_AREA_NOUN}\s*(?:,\s*(?:going|judging|according|to\s+go)\b[^?]*)?\??$"
    rf"|^[^?,]{{3,60}},\s*(?:in\s+)?(?:which|what)\s+{_AREA_NOUN}\b"
    rf"|^\W*(?:please\s+)?(?:give|show|find|tell)\s+(?:me\s+)?(?:the\s+)?{_AREA_NOUN}\s+where\b"
    rf"|\blist\s+of\s+(?:all\s+)?(?:the\s+)?{_AREA_NOUN}\b|^\W*(?:all\s+)?(?:the\s+)?(?:areas|letters|councils|partnerships|places)\s+(?:that|which|where|asked|told|praised|urged|pressed|with)\b"
    rf"|^\W*(?:please\s+)?(?:list|name|give\s+(?:me\s+)?|show\s+(?:me\s+)?|find)\s*(?:me\s+)?(?:every|each|all)\s+(?:the\s+)?(?:{_AREA_NOUN}|{_LETTER_NOUN})\b"
    rf"|^\W*(?:any|are\s+there\s+any|is\s+there\s+any)\s+(?:other\s+)?(?:{_AREA_NOUN}|{_LETTER_NOUN})\b",
    FLAGS,
)
ANYBODY = re.compile(  # "has anyone been asked …": a set question, unless of people in one area
    rf"^\W*(?:and\s+|so\s+)?(?:has|have|had|is|are|was|were|did|do|does)\s+(?:any(?:one|body)|every(?:one|body)|(?:any|some|all|every|each)\s+(?:of\s+(?:the|our|these|those)\s+)?(?:other\s+)?{_WHERE}(?:(?:local\s+)?(?:areas?|partnerships?|councils?|authorit(?:y|ies)|counties|boroughs?|places|LAPs?|LAs?)|letters?|reports?))\b",
    FLAGS,
)
OPENING = re.compile(  # what stands before the areas of a set question that opens in another way: no part of its topic
    rf"^[^?,]{{3,60}},\s*(?:in\s+)?(?:which|what)\s+{_AREA_NOUN}\b"
    rf"|^\W*(?:(?:and|so|in|to|for)\s+)*(?:which|what)\s+(?:of\s+the\s+)?{_WHERE}{_AREA_NOUN}\b"
    rf"|^\W*(?:(?:i|we)(?:\s+would|['’]d)?\s+(?:need|want|like)|can\s+(?:i|we)\s+have|(?:please\s+)?(?:give|show|find|get|tell))\b[^?,]{{0,30}}?\b(?:list\s+of|the|all|every|which)\s+(?:all\s+)?(?:the\s+)?{_AREA_NOUN}\b(?:\s+(?:where|that|in\s+which))?"
    r"|^\W*(?:and\s+|so\s+)?what\s+(?:has|had|have)\s+(?:been\s+)?(?:changed|improved|moved\s+on|progressed|got(?:ten)?\s+(?:better|worse))\b"
    r"|^\W*(?:please\s+)?(?:set\s+out|lay\s+out|put)\b(?:,?\s+in\s+(?:date|chronological|time)\s+order\b,?)?",
    FLAGS,
)
LETTERS = re.compile(
    rf"^\W*(?:and\s+)?(?:(?:in|into|on|to|from)\s+)?(?:which|what|list|how\s+many)\s+(?:of\s+)?(?:all\s+)?(?:(?:the|these|those|our)\s+)?{_MANY}{_LETTER_NOUN}\b",
    FLAGS,
)
COUNT_SET = re.compile(
    rf"\bhow\s+many\s+(?:of\s+)?(?:(?:the|these|those|our)\s+)?{_MANY}(?:different\s+|other\s+|local\s+|inspected\s+|reviewed\s+)*(?:{_AREA_NOUN}|{_LETTER_NOUN})\b",
    FLAGS,
)
COUNTED_BODIES = re.compile(  # bodies that one area has many of
    r"\bhow\s+many\s+(?:\w+\s+){0,2}(?:organisations?|services|trusts?|providers?|companies|firms?|hospitals?|prisons?|forces?|bodies|leaders|places)\b",
    FLAGS,
)
COUNT = re.compile(r"\bhow\s+many\b|\bnumber\s+of\b", FLAGS)
COMPARING = re.compile(
    r"\b(?:compare|contrast|comparison|versus|vs\.?|differences?\s+between|side\s+by\s+side)\b", FLAGS
)
COMPARE = re.compile(
    r"(?i:\b(?:compare|contrast|comparison|versus|vs\.?|differences?\s+between|differ|side\s+by\s+side)\b)"
    r"|\b(?:more|less|longer|shorter|higher|lower|bigger|smaller|greater|fewer|better|worse|earlier|later|faster|slower|older|most|least)\b[^?]*\bor\b(?:\s+in)?\s+[A-Z]",
)
ONE_OF = re.compile(  # of areas that are named: "Kent or Surrey – which was asked …"
    r"\b(?:which|who)\s+(?:one\s+|ones\s+|of\s+(?:the\s+)?(?:two|three|four|them|these|those|pair)\s+|council\s+|area\s+|partnership\s+|authority\s+)?(?:was|were|is|are|has|have|had|did|does|do|must|should|needs?|got|gets?|owes?|still|said|says|reported|told)\b"
    r"|\b(?:which|whom?)\s+of\s+(?:the\s+)?(?:two|three|four|them|these|those|pair)\b",
    FLAGS,
)
DEGREE = re.compile(  # a comparison: "which has the longer waits"
    r"\b(?:more(?!\s+than\s+\d)|less|fewer|most(?!\s+of\b)|least|better|best|worse|worst|longer|longest|shorter|shortest|higher|highest|lower|lowest|bigger|biggest|larger|largest|smaller|smallest|greater|greatest|earlier|later|older|newer|sooner|faster|slower|quicker|further|compare[ds]?|contrast|differ\w*)\b",
    FLAGS,
)
TIMELINE = re.compile(
    r"\b(?:timeline|over\s+time|trace|history\s+of|chart\s+the|how\s+(?:has|have|did)\b.*\b(?:change[ds]?|progress(?:ed)?|develop(?:ed)?|evolve[ds]?|move[ds]?)|how\b[^?]*\b(?:changed|developed|evolved|moved\s+on|progressed)\b[^?]*\b(?:from|between|since)\b|"
    r"between\s+the\s+(?:two|three|four|\d)?\s*(?:letters?|reviews?|reports?|stocktakes?)|from\s+one\s+(?:letter|review)\s+to\s+the\s+next|since\s+the\s+(?:last|previous|first|earlier)|"
    r"(?:was|were|is|are)\b.*\bstill\b|no\s+longer|again\s+and\s+again|repeated(?:ly)?|asked\s+again|what(?:\s+has|\s+have|\s+had)?\s+changed|\bwhat\s+(?:has|have|had)\s+(?:been\s+)?(?:improved|moved\s+on|progressed|got(?:ten)?\s+(?:better|worse))\b[^?]*\b(?:since|between|from)\b|what(?:\s+(?:has|have))?\s+(?:happened\s+to|become\s+of|became\s+of)|what(?:['’]s|\s+is|\s+was)\s+(?:new|different)|journey|so\s+far|in\s+(?:date|time|chronological)\s+order|progress\s+(?:on|with|in)\b.*\b(?:since|between|from))\b",
    FLAGS,
)
TOLD = re.compile(rf"^\W*(?:and\s+)?what\b[^?]*\b(?:was|were|been)\s+(?:newly\s+)?{_TOLD}\b", FLAGS)
_MOVED = r"(?:improv(?:ed|ing)|worsen(?:ed|ing)|deteriorat(?:ed|ing)|risen|rising|rose|fallen|falling|fell|shortened|grown|shrunk|increas(?:ed|ing)|decreas(?:ed|ing)|reduced|(?:got|gotten|getting|become|becoming|gone|going|come|coming|moved|moving)\s+(?:any\s+)?(?:better|worse|up|down|longer|shorter|faster|slower|on))"
TREND = re.compile(  # "has it got better?"
    rf"^\W*(?:and\s+|so\s+)?(?:has|have|is|are|did)\b[^?]*\b{_MOVED}(?:\s+(?:over\s+time|since\b[^?]*|at\s+all|in\s+[\w\s’']+|for\s+[\w\s’']+))?\W*$",
    FLAGS,
)
_PRAISE_SIDE = re.compile(
    r"\b(?:success(?:es)?|praise[ds]?|(?:did|do(?:es|ing|ne)?|work(?:s|ed|ing)?|went|go(?:es|ing|ne)?)\s+well|strengths?|positives?|good|commend(?:s|ed)?|achievements?)\b",
    FLAGS,
)
_ASK_SIDE = re.compile(
    r"\b(?:recommend\w*|ask(?:s|ed)?|weakness(?:es)?|concerns?|criticis\w+|improve\w*|next\s+steps?|problems?|negatives?|requirements?|actions?|(?:still\s+)?(?:ha[sd]|have|need(?:s|ed)?|left)\s+to\s+(?!offer\b|say\b)\w+|(?:to|still)\s+(?:work\s+on|fix|mend)|work\s+to\s+do|(?:sort|put)\s+(?:out|right))\b",
    FLAGS,
)
_OR = re.compile(r"\bor\b", FLAGS)
NEGATED = re.compile(
    r"\b(?:not(?!\s+(?:just|only|merely|simply|least)\b)|never|neither|nor|without|nowhere|(?<!\bor )none|no\s+mention|nothing|fail(?:s|ed)?\s+to\s+mention|omit(?:s|ted)?|silent|lack(?:s|ed)?\s+any)\b|n['’]t\b"
    rf"|\b(?:which|what)\s+{_AREA_NOUN}\s+(?:has|have|had)\s+no\b|\b(?:do(?:es)?|given|got|gets?|received?|were|was|with|names?|mentions?|gives?|gave|sets?|contains?|includes?)\s+no\b",
    FLAGS,
)
WHEN = re.compile(
    r"^\W*(?:and\s+)?when(?:['’]?s)?\b|\bwhen\s+(?:was|were|is|did|will|does|are)\b|\b(?:what|which)\s+(?:date|day|month|year)\b|^\W*what\s+(?:is|are|was|were)\s+the\s+[^?]{0,40}\bdates?\b|\bdates?\s+of\b|\bhow\s+long\s+(?:ago|between|after|before)\b|\bon\s+what\s+date|\bmeetings?\b[^?]*\b(?:held|planned|dates?)\b",
    FLAGS,
)
_OUR = r"(?:(?:is|was|the|their|its)\s+)*"
DEADLINE = re.compile(rf"\b(?:what|which)(?:['’]s)?\s+{_OUR}(?:\w+\s+)?deadlines?\b|\bby\s+when\b", FLAGS)
WHO = re.compile(
    r"^\W*(?:and\s+)?(?:who|whom|whose)\b|\b(?:to|by|from|with)\s+whom\b|\band\s+who\b|\b(?:what\s+is|what\s+was|what['’]s)\s+the\s+name\b|\bwhich\s+(?:\w+\s+){0,2}(?:person|inspectors?|official|adviser|advisor|officer|director|people|officials|advisers|individual|minister|chair)\b|\bname\s+the\s+(?:person|adviser|advisor|director|official|people|signator\w+)",
    FLAGS,
)
YES_NO = re.compile(
    r"^\W*(?:and\s+|so\s+|but\s+)?(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would)\b|\b(?:correct|right|true|isn['’]t\s+it|didn['’]t\s+(?:it|they|he|she)|is\s+that\s+so)\s*\?\s*$|\bis\s+it\s+(?:true|correct|right)\b",
    FLAGS,
)
SUMMARY = re.compile(
    r"\b(?:summar(?:y|ise|ize)|overview|brief\s+(?:me|us)\s+(?:on|about)|main\s+(?:points|messages|findings)|key\s+(?:points|messages|findings)|gist|in\s+brief|tell\s+me\s+about|what\s+(?:does|did)\s+(?:the\s+)?[\w\s’']{0,30}(?:letter|report)s?\s+say\s*\??$)",
    FLAGS,
)
POINTS = re.compile(
    r"^\W*(?:and\s+)?(?:what|which)\b.*\b(?:asked|ask|want(?:ed)?|told|pressed|urged|required|expected|recommend(?:ed|ations?)|next\s+steps?|priorit(?:y|ies)|actions?|improve(?:ments?)?|praised|commended|credited|strengths?|success(?:es)?|concerns?|weakness(?:es)?|problems|criticisms?|worries|shortcomings|said|say|tell|report(?:ed)?|do|done|agreed|have\s+to)\b",
    FLAGS,
)
EVERYTHING = re.compile(
    r"\b(?:everything|anything|all)\s+(?:there\s+is\s+)?(?:that\s+(?:is|was|has\s+been)\s+said\s+)?(?:on|about|regarding|concerning|to\s+do\s+with)\b",
    FLAGS,
)
SENTENCE = re.compile(  # what opens a question or a request; without it and without a figure asked for, words name a topic
    r"^\W*(?:(?:and|so|but|ok|okay|please)\W+)*(?:what|which|who|whom|whose|when|where|why|how|did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|must|tell|list|show|give|name|find|describe|explain|summari[sz]e|compare|trace|quote|any|in|on|at|for|of|to|from)\b",
    FLAGS,
)
OUT_OF_SCOPE = re.compile(
    r"\b(?:rank|rate|score|grade)\s+(?:the|these|those|them|all|each|every|our|which)\b.*\b(?:director|leader|people|person|council|area|official|chair|adviser|manager|signator|team)\w*"
    r"|\b(?:should|ought\s+to|deserves?\s+to)\s+(?:be\s+|get\s+)?(?:sacked|dismissed|fired|promoted|replaced|resign|blamed|punished)\b|\b(?:sack|fire|dismiss|blame)\b.*\b(?:who|which)\b|\bwho\b.*\bto\s+blame\b"
    r"|\b(?:your|you)\s+(?:personal\s+)?(?:opinion|view|think|feel|feeling|recommendation|favourite|favorite)\b|\b(?:do|would|did|what\s+do)\s+you\s+(?:(?:personally|really|honestly)\s+)?(?:think|recommend|believe|prefer|advise|reckon|expect|suppose|imagine|guess|fancy|trust|rate)\b|\b(?:impress(?:es)?|strikes?|worr(?:y|ies)|convinces?)\s+you\b|\boff\s+the\s+record\b|\bbetween\s+the\s+lines\b|\bgut\s+(?:feeling|instinct)\b|\b(?:worst|best|weakest)[\s-]+(?:run|led|managed)\b|\b(?:trust|like|respect|fear)\s+(?:the\s+)?(?:most|least)\b|\bin\s+your\s+(?:view|opinion)\b"
    r"|\b(?:worst|best|weakest|strongest|most\s+(?:in)?competent|(?:most|least)\s+(?:in)?effective|laziest|nicest|ugliest)\s+(?:director|leader|council|official|adviser|person|signator)\w*\b"
    r"|\b(?:which|who)\b[^?]*\b(?:director|leader|official|chair|adviser|officer|inspector|manager|signatory)s?\s+(?:is|are|was|were|has\s+been|seems?|looks?)\s+(?:the\s+)?(?:worst|best|weakest|strongest|better|worse|(?:most|least)\s+\w+)\b"
    r"|\b(?:should|ought|shall)\s+(?:we|ministers?|the\s+(?:minister|secretary\s+of\s+state|department|dfe|government))\s+(?!(?:contact|ask\s+about|write\s+to|speak|talk\s+to|expect|look\s+for)\b)(?:to\s+)?\w+"
    r"|^\W*(?:please\s+)?(?:(?:can|could|would|will)\s+you\s+)?(?:please\s+)?(?:write|draft|compose|translate|predict|guess|speculate|imagine|bet|sing|tell\s+me\s+a\s+joke)\b"
    r"|\bwho\s+will\s+win\b|\b(?:will|would|going\s+to|gonna|bound\s+to)\s+(?:(?!if\b|when\b|unless\b|where\b|that\b|who\b|happen)[\w’']+\s+){0,3}?(?:pass|succeed|fail)\b(?!\s+to\b)|\blikely\s+to\s+(?:pass|succeed|fail)\b(?!\s+to\b)"
    r"|\b(?:areas?|councils?|partnerships?|authorit(?:y|ies)|places?|who|which\s+one|of\s+(?:them|these|those))\s+(?:(?:is|are|looks?|seems?|would\s+be|will\s+be)\s+)(?:the\s+)?(?:most|least|more|less)\s+likely\s+to\b"
    r"|\bif\s+you\s+had\s+to\s+(?:pick|choose|guess|say|name|bet)\b|\bput\s+(?:your|my|our)\s+money\b|\byour\s+(?:money|bet|prediction|guess|best\s+guess|hunch)\b"
    r"|\bwhat(?:['’]s|\s+(?:is|are))\s+the\s+(?:odds|chances?|likelihood|probability)\b|\bhow\s+likely\s+(?:is|are)\b|\bheading\s+for\s+(?:trouble|failure|disaster)\b"
    r"|\bhow\s+(?:well\s+|badly\s+)?(?:will|would|might)\b[^?]*\b(?:do|fare|perform|go)\b[^?]*\bnext\b|\b(?:what|which)\s+(?:\w+\s+)?(?:outcome|result|verdict|judge?ment|grade)\s+(?:will|would|might)\b"
    rf"|^\W*(?:which|what)\s+{_AREA_NOUN}\s+(?:\w+\s+){{0,2}}?(?:improved|performed|performs?|progressed|did|does|do|doing|is|are|was|were|works?|worked)\s+(?:the\s+)?(?:most|least|best|worst|better|worse)\s*\??$"
    r"|\bshould\s+i\b(?!\s+(?:contact|ask|write|speak|talk|call|e-?mail|approach|turn)\b)|\b(?:home|private|personal)\s+(?:\w+\s+)?(?:address(?:es)?|phone|telephone|e-?mails?|numbers?|details)\b|\bsalar(?:y|ies)\b|\b(?:disregard|forget|override)\s+(?:all|the|your|any|previous|what)\b|\bignore\s+(?:all|your|the|previous|any)\b|\bsystem\s+prompt\b",
    FLAGS,
)
OTHER_SUBJECT = re.compile(  # outside the letters, unless it is what a set question is about
    r"\b(?:weather|forecast|joke|poem|song|recipe|stock\s+price|share\s+price|lottery|football|election|capital\s+of|horoscope)\b",
    FLAGS,
)
GREETING = re.compile(
    r"^\W*(?:hello|hi|hey|thanks|thank\s+you|cheers|good\s+(?:morning|afternoon|evening)|test(?:ing)?|help|ok(?:ay)?)\W*$",
    FLAGS,
)
MOST = re.compile(
    r"^\W*(?:and\s+)?which\s+(?:one\s+)?(?:of\s+(?:the|these|those|our)\s+)?(?:local\s+)?(?:areas?|councils?|partnerships?|places?|authorit(?:y|ies)|letters?|reports?|company|firm|prison|trust|provider|hospital|force|region|organisation)\s+(?:(?:has|have|had)\s+)?(?!been\b)[a-z]+\s+the\s+(?:longest|shortest|highest|lowest|most|fewest|largest|smallest|biggest|greatest|best|worst|least)\b(?!\s+(?:(?:possible|positive|serious|severe|favourable|negative|critical|damning|worrying|of\s+the(?:\s+\w+)?)\s+){0,2}(?:outcomes?|judge?ments?|verdicts?|grad(?:es?|ings?)|ratings?))",
    FLAGS,
)

ROLES: tuple[tuple[str, re.Pattern[str], tuple[Role, ...]], ...] = (
    (
        "any",
        re.compile(
            r"\bor\s+(?:been\s+|were\s+|was\s+|are\s+)?(?:asked|told|urged|required)\s+to\b|\b(?:asked|told)\s+or\b",
            FLAGS,
        ),
        (),
    ),
    (
        "reported",
        re.compile(
            rf"\b(?:told|said\s+to|reported\s+to|informed|assured|advised|claimed\s+to|reports?\s+to)\s+(?:the\s+)?(?:{REVIEWER}|them|reviewers)\b|\bwhat\s+(?:did|has|have)\b(?![^?]*\b(?:been|being)\s+told)[^?]{{1,40}}\b(?:tell|told|report(?:ed)?(?!\s+(?:recommend|say|said|ask|want|expect|find|found|conclu|requir|tell|criticis|prais|mention)\w*)|say\s+to)\b|\btold\s+(?:us|me)\b|\b(?<!inspectors\s)(?<!inspectorate\s)(?<!officials\s)(?<!reviewers\s)(?<!Ofsted\s)(?<!CQC\s)(?<!DfE\s)(?:self-)?report(?:ed)?\s+(?:that|having|being|work|progress|an?|some|increas\w+|reduc\w+)\b|\baccording\s+to\s+the\s+(?:area|council|partnership)\b|\b(?:did|do)\s+(?:they|the\s+(?:area|council|partnership)|leaders)\s+(?:say|report|tell|claim)\b",
            FLAGS,
        ),
        (Role.REPORT, Role.PRAISE, Role.CONCERN),
    ),
    (
        "praised",  # "where did inspectors find that plans are on time": a good thing said
        re.compile(
            rf"^(?!.*\b(?:not|too|poor\w*|late|slow\w*|fail\w*|lack\w*|delay\w*|weak\w*|rarely|seldom|inconsisten\w+|un\w+able)\b).*{REVIEWER}\s+(?:find|found|say|said|note[ds]?|see|saw|judge[ds]?|conclude[ds]?)\s+(?:that\s+)?.*\b(?:on\s+time|well|good|effective(?:ly)?|strong|timely|high[\s-]quality|happy|safe|promptly|quickly|swiftly|successful(?:ly)?|excellent)\b",
            FLAGS,
        ),
        (Role.PRAISE,),
    ),
    (
        "praised",
        re.compile(
            r"\b(?:prais\w+|commend\w*|approv(?:e|ed|es|ing)\s+of|(?:complimentary|enthusiastic|happy|satisfied)\s+(?:about|with)|congratulat\w+|credit(?:ed|s)?|applaud\w*|compliment\w*|recogni[sz]ed\s+for|acknowledged\s+for|(?:speak|spoke|spoken)\s+(?:well|highly|warmly)|go(?:es|ing)\s+well|in\s+good\s+(?:order|shape)|good\s+marks|strengths?|success(?:es|ful)?|well\s+(?:thought\s+of|regarded|received)|highly\s+(?:regarded|valued|thought)|(?:doing|work(?:s|ed|ing)?)\s+well|appreciated|did\s+well|done\s+well|impress\w*|welcom(?:ed|es)|celebrat\w+|encourag(?:ed|ing)|pleased|reassur\w+|good\s+practice|well\s+regarded|positive(?:ly)?|thank(?:ed|s)?|grateful)\b",
            FLAGS,
        ),
        (Role.PRAISE,),
    ),
    (
        "asked",
        re.compile(
            rf"\b(?:(?:asked|told|pressed|urged|required|expected|instructed|challenged|directed|pushed|reminded|chased|advised|encouraged|warned|supposed|ordered|tasked|obliged)\s+(?:again\s+|also\s+)?(?:that|to|about|on|over|for|they|how|what|whether)|(?:what|which)\b[^?]{{0,30}}\b(?:was|were|is|are)\b[^?]{{0,60}}\basked|\b(?:was|were|has|have)\s+any(?:one|body|\s+\w+)\s+(?:been\s+|ever\s+)*(?:asked|told|pressed|urged|required|expected)|(?:was|were|been|being|be|are|is|got|get)\s+(?:not\s+|also\s+|again\s+|ever\s+|never\s+|specifically\s+)?(?:asked|told|pressed|urged|required|expected|challenged|directed|pushed|chased)|(?:{REVIEWER})\s+(?:ask|asked|want|wanted|expect|expected|recommend|recommended|call|called|demand|require|required|look)\w*\b|asked\s+for|need(?:s|ed)?\s+to|recommend\w*|next\s+steps?|(?:action|improvement|recommendation|to-do)s?\s+(?:points?|lists?|sections?|items?)|must|have\s+to|had\s+to|should|(?:priority|became\s+an|becomes?\s+an|into\s+an|up\s+as\s+an)\s+actions?|areas?\s+for\s+(?:priority|improvement)|required\s+to|requirements?|(?:formal|written)\s+requests?|(?:requests?|list|actions)\s+at\s+the\s+(?:end|back)|expect(?:ed|ations?)|asks?|(?:still|yet|left|remain(?:s|ed|ing)?)\s+to\s+be\s+(?:put\s+right|sorted|fixed|mended|tackled|addressed|resolved|improved|done))\b",
            FLAGS,
        ),
        (Role.ASK, Role.REQUIREMENT, Role.CONCERN),
    ),
    (
        "criticised",
        re.compile(
            r"\b(?:problems?|concern(?:s|ed)?|weakness(?:es)?|criticis\w+|flagged|fail(?:ing|ings|ures?|ed)|shortcomings?|issues?\s+raised|disapprov\w+|unhappy|dissatisf\w+|poor(?:ly)?|struggl\w+|fell\s+short|falling\s+short|short\s+of|lacking|complain\w*|f(?:ind|ound|inding)\s+fault|told\s+off|rebuk\w+|reprimand\w*|slated|worr(?:y|ied|ies))\b",
            FLAGS,
        ),
        (Role.CONCERN, Role.ASK, Role.REQUIREMENT),
    ),
)

# Words that only frame a question: they are peeled off its start, one after the other, until the topic begins.
FRAME_WORDS = frozenset(
    """every each still can you could sent dated urge press require expect instruct challenge direct encourage remind
    warn recommend commend credit credits criticise approve approved approves disapprove disapproved except why changed different difference differences between evidence which what where who whom whose when how many much list name tell me show give find did do does was were is are
    been be being has have had will would can could the a an any all of in for to on at by with about that their anyone anybody everyone everybody
    complain complains complained these those them they it this there come comes under fall falls sit sits inspected reviewed area areas local partnership partnerships council councils authority authorities
    letter letters report reports review leaders leader officials inspectors inspector reviewers dfe ofsted department
    advised ordered tasked invited fault rebuked reprimanded slated asked ask asks happened become became told tell pressed urged required expected instructed challenged directed encouraged reminded warned
    recommended thank thanked thanks grateful praise praised commended credited congratulated criticised applauded complimented thanked recognised
    mention mentions mentioned talk talks talked discuss discusses say says said speak spoke well of refer refers state
    states found find finds note noted flagged raised reported also again else other others and so please
    proportion percentage share number amount trace compare contrast history timeline gist overview summary summarise summarize describe explain outline roughly approximately exactly about around
    highest lowest longest shortest fewest largest smallest biggest greatest longer shorter higher lower
    problem problems issue issues concern concerns criticism criticisms worries weakness weaknesses shortcomings voiced voice raise raises something anything nothing more according over from regarding concerning around specifically
    must should need needs get gets got supposed than currently now ever not never neither nor no one ones""".split()
)
AT_END = re.compile(  # "... was lead inspector in which areas?"
    rf"\s+(?:in|of|for|to|from|with|at|about)\s+(?:which|what)\s+{_AREA_NOUN}\s*\??$", FLAGS
)
MENTIONS = re.compile(
    r"\b(?:mention(?:s|ed|ing)?|refer(?:s|red|ring)?\s+to|name(?:s|d)?|talk(?:s|ed)?\s+about|sa(?:y|ys|id)\s+(?:anything|something|nothing|a\s+word)\s+(?:(?:at\s+all|whatsoever|whatever)\s+)?(?:about|on|of)|speaks?\s+of|brings?\s+up|discuss(?:es|ed)?)\b",
    FLAGS,
)
TRAILING = re.compile(
    r"(?:,?\s+(?:(?:(?:was|were|is|are|as)\s+)?(?:something|things|a\s+thing|matters?|an\s+issue|a\s+problem)\s+(?:that\s+(?:was|were|is|are)\s+)?(?:still|yet|left|remaining)\s+to\s+be\s+\w+(?:\s+(?:right|out))?|or\s+(?:(?:the|its|their|an?|any|some)\s+)?(?:(?:local|nearest|near|close|similar)\s+)*(?:equivalents?|counterparts?|similar|like|(?:some|any)thing\s+(?:similar|equivalent|like\s+(?:it|that)|of\s+the\s+(?:kind|sort)))|(?:and|or)\s+(?:other\s+)?(?:similar|comparable|such|like)\s+(?:conditions|things|matters|issues|problems|difficulties)|(?:the\s+)?next\s+time\s+(?:\w+\s+){1,2}(?:see|meet|review|visit)|when\s+(?:\w+\s+){1,2}next\s+(?:see|meet|review|visit)|(?:an?\s+|any\s+)?part\s+of\s+(?:the|that|this|any)\s+(?:problem|picture|trouble|difficulty|issue|story)|between\s+(?:the\s+)?(?:two|three|four|last|first)\s+\w+|between\s+(?:the\s+|its\s+|their\s+)?(?:letters|reviews|reports|stocktakes)|over\s+time|most\s+recently|lately|(?<!\bup\s)to\s+date|so\s+far|(?:changed?|evolved?|moved?(?:\s+(?:on|along|forward))?|(?<!\bon\s)(?<!\bof\s)(?<!\babout\s)progress(?:ed)?|develop(?:ed)?)|(?:been\s+)?"
    + _MOVED
    + r"|(?:(?:must|should|to)\s+)?(?:get|got|been|become|be)\s+(?:settled|resolved|fixed|sorted|better|worse|changed|improved)|(?:in|across|among)\s+(?:any|all|each|either|one)\s+of\s+(?:the|these|those|our)\s+\w+|"
    r"(?:(?:been\s+)?(?:go(?:ing|ne|es)?|went|(?<!\bto\s)do(?:ing|ne|es)?|did|work(?:ing|ed|s)?)\s+well|an?\s+(?:real\s+)?(?:success|strength|achievement|positive)),?\s+or\b[^?;]{3,60}|something\s+[^?;]{3,60}?\bor\s+(?:as\s+)?(?:something|an?|one)\s+[^?;]{3,60}|gets?\s+(?:a\s+)?mention(?:ed)?|(?:(?:seen|described|treated|noted|viewed|presented|counted)\s+)?as\s+an?\s+\w+\s+or\s+(?:as\s+)?(?:an?\s+)?\w+|an?\s+(?:success|strength|praise)\s+or\s+an?\s+\w+|(?:praised|asked|told|criticised)(?:\s+(?:for|about))?\s+or\s+\w+(?:\s+(?:for|about))?|(?:is\s+that\s+)?(?:correct|right|true)|flagged|raised|mentioned(?:\s+by\s+name)?|named(?:\s+by\s+name)?|noted|discussed|at\s+all|in\s+(?:its|their|the|any|this|that|these|those)\s+(?:\w+\s+)?(?:letters?|reports?|reviews?)|please))+\s*[?.!]*\s*$",
    FLAGS,
)
EITHER_WAY = re.compile(  # "…, whether it is late or not good enough": any of it will do
    r",\s+(?:whether\b[^,?]*|be\s+(?:it|they|that|this|those)\b[^?]*)\bor\b[^,?]*[?.!]*\s*$", FLAGS
)
ASIDE = re.compile(  # "building, or asked to build, a system": the other half of a question about any role
    r",?\s+(?:or|and)\s+(?:were\s+|been\s+)?(?:asked|told|urged|required|expected)\s+to\s+\w+,?|,\s+whether\b[^,?]*\bor\b[^,?]*,(?=\s)|"
    + ORDINAL.pattern
    + r"|,?\s+in\s+(?:date|time|chronological)\s+order\b,?"
    + r"|,?\s+and\s+(?:for\s+|by\s+)?how\s+(?:long|many|much|often)\b|^\W*(?:and|so|but)\b",
    FLAGS,
)
EXPECTS: tuple[tuple[Literal["percent", "money", "duration", "age", "number"], re.Pattern[str]], ...] = (
    (
        "percent",
        re.compile(
            r"\b(?:what|which)\s+(?:proportion|percentage|share|per\s*cent|fraction|rate)\b|\bpercentage\b|\bwhat\s+%|\bproportion\s+of\b|\bwhat(?:['’]s|\s+(?:is|was))\s+(?:[\w’'-]+\s+){1,4}?(?:share|(?:success|completion|compliance|attendance|absence|published|exclusion|response|vacancy|turnover|pass)\s+rate)\b",
            FLAGS,
        ),
    ),
    (
        "money",
        re.compile(
            r"(?<!\bby\s)\bhow\s+much\s+(?:money|funding|does|did|do|is|was|has|have|will|would|budget|cash|compensation|extra\s+money)\b|\bhow\s+much\b[^?]*\b(?:paid|pay|spen[dt]|spending|costs?|costing)\b|\bwhat\s+(?:did|does|do|has|have|will|would|was|were|is|are)\b[^?]*(?<!\babout)(?<!\bon)(?<!\bof)\s(?:pay|paid|spen[dt]|spending)\s+(?:for|on|to|each|per|altogether|in\s+total)\b|\bwhat(?:['’]s|\s+(?:is|was|are|were))\s+the\s+(?:[\w-]+\s+){0,3}?(?:cost|budget|price|deficit|spend|bill|fees?|fine|salary|rent|overspend|shortfall)\b|\bwhat\s+(?:overspend|sum|fine|fee|salary|price|budget|rent)\b|\bcosts?\s+of\b|\bwhat\s+(?:did|does|do|will|would)\b[^?]*\bcost\b(?=\s+(?:to|an?|per|each|in)\b|\W*$)|\bwhat\s+(?:is|are|was|were)\b[^?]*\b(?:costing|charging)\b|\bhow\s+(?:expensive|costly)\b|\bhow\s+(?:big|large)\b[^?]*\b(?:overspend|deficit|shortfall|budget|grant|fine)\b",
            FLAGS,
        ),
    ),
    (
        "duration",
        re.compile(
            r"\bhow\s+(?:long|quickly|soon)\b|\bwhat\s+length\s+of\s+time\b|\bhow\s+many\s+(?:weeks|months|years|days|hours)\b|\b(?:longest|shortest|average|maximum|minimum|typical)\s+(?:\w+\s+)?(?:wait|delay|time)\b|\bwhat(?:['’]s|\s+(?:is|was))\s+the\s+(?:longest|shortest|most|least)\b[^?]*\b(?:wait(?:s|ed|ing)?|takes?|took|taken)\b",
            FLAGS,
        ),
    ),
    ("age", re.compile(r"\b(?:what|which)\s+age\b|\bhow\s+old\b", FLAGS)),
    (
        "number",
        re.compile(
            r"\bhow\s+many\b|\bwhat\s+(?:is\s+the\s+)?number\b|\bwhat\s+figure\b",
            FLAGS,
        ),
    ),
)


def either(text: str) -> bool:
    """Whether a question sets praise against asking: a word of one side, "or", and a word of the other."""
    for found in _OR.finditer(text):
        before, after = text[: found.start()], text[found.end() :].split("?", 1)[0]
        before = before[before.rfind("?") + 1 :]
        if (_PRAISE_SIDE.search(before) and _ASK_SIDE.search(after)) or (
            _ASK_SIDE.search(before) and _PRAISE_SIDE.search(after)
        ):
            return True
    return False
