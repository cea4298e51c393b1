"""Words beside a quotation in a dozen languages, all in one table. Data only, lower case.

Invariant: no list says which language a text is in. A word counts only at its place beside quotation
marks, so that one that means something else in another language does no harm.
"""

from __future__ import annotations

# German, French, Spanish, Italian, Portuguese, Dutch, Swedish with Danish and Norwegian, Polish: what stands
# between a quotation and whoever said it, in forms that need nothing beside them.
VERBS = frozenset(
    """sagt sagte sagten erklärt erklärte betont betonte meint meinte so berichtet berichtete teilte kritisiert
    kritisierte warnt warnte fordert forderte ergänzt ergänzte fügt fügte schreibt schrieb mahnt mahnte antwortet
    antwortete fragt fragte verspricht versprach räumte kündigte lobt lobte bestätigt bestätigte behauptet
    behauptete argumentiert argumentierte urteilt urteilte versichert versicherte erzählt erzählte laut dit disent
    déclare déclara déclarait affirme affirma affirmait explique expliqua expliquait indique précise précisait
    ajoute ajouta ajoutait souligne soulignait estime estimait assure assurait annonce raconte racontait confie
    confiait répond répondait rappelle rappelait note regrette lance insiste écrit écrivait conclut témoigne
    poursuit reconnaît prévient dénonce promet demande réagit commente martèle résume selon dijo dice dijeron dicen
    afirmó afirma señaló señala explicó explica aseguró asegura declaró declara indicó indica añadió añade agregó
    agrega sostuvo sostiene manifestó manifiesta apuntó apunta comentó comenta contó cuenta advirtió advierte
    subrayó subraya destacó destaca insistió anunció anuncia respondió responde contestó reconoció reconoce
    admitió admite denunció denuncia lamentó lamenta recordó recuerda expresó expresa precisó precisa confirmó
    confirma preguntó pregunta escribió escribe relató relata concluyó concluye criticó prometió zanjó sentenció
    reiteró matizó según disse dissero
    dicono afferma affermò dichiara dichiarò spiega spiegò aggiunge aggiunse sottolinea sottolineò racconta raccontò
    commenta commentò conclude ricorda osserva avverte assicura ribadisce replica risponde scrive ammette conferma
    secondo disseram diz dizem afirmou explicou declarou acrescentou acrescenta destacou ressaltou ressalta garantiu
    garante contou conta informou informa avaliou avalia comentou alertou alerta anunciou escreveu escreve respondeu
    lembrou lembra defendeu defende criticou critica admitiu revelou revela sublinhou sublinha referiu refere
    considerou considera concluiu segundo conforme zei zegt zeiden zeggen aldus verklaarde verklaart stelt stelde
    vertelt vertelde meldt meldde schrijft schreef benadrukt benadrukte waarschuwt waarschuwde reageert reageerde
    vindt vond legt voegt voegde concludeert concludeerde antwoordt antwoordde erkent erkende bevestigt bevestigde
    volgens säger sade sa uppger uppgav skriver skrev berättar berättade menar menade förklarar förklarade tillägger
    konstaterar enligt siger sagde sier oplyser forklarer forklarte forklarede forteller fortalte fortæller mener
    mente understreger understreker ifølge powiedział powiedziała mówi mówił mówiła stwierdził stwierdziła dodał
    dodała dodaje podkreślił podkreśliła podkreśla zaznaczył zaznaczyła oświadczył oświadczyła poinformował
    poinformowała zapewnił zapewniła wyjaśnił wyjaśniła ocenił oceniła napisał napisała przyznał przyznała tłumaczy
    twierdzi według zdaniem""".split()
)

# Verbs among them that English has too, or that are short enough to be a name.
ALSO_ENGLISH = frozenset("so note dice lance sa legt laut cuenta conta".split())
# What stands before the name and the quotation: "Según Ana Ruiz, «…»".
ACCORDING = frozenset("laut selon según secondo segundo conforme volgens enligt ifølge według".split())

# Past participles, and what must stand before one: "a | déclaré", "ha | detto".
AUXILIARIES = frozenset("a ont avait avaient ha han había hanno aveva tinha".split())
PARTICIPLES = frozenset(
    """dit déclaré affirmé expliqué indiqué précisé ajouté souligné estimé assuré annoncé raconté confié répondu
    rappelé noté regretté lancé insisté écrit conclu témoigné poursuivi reconnu prévenu dénoncé promis demandé réagi
    commenté martelé résumé dicho afirmado señalado explicado asegurado declarado indicado añadido agregado
    manifestado apuntado comentado advertido subrayado destacado insistido anunciado reconocido admitido denunciado
    lamentado recordado expresado precisado confirmado respondido escrito detto affermato dichiarato spiegato
    aggiunto sottolineato raccontato commentato annunciato concluso ricordato osservato avvertito assicurato
    precisato ribadito sostenuto replicato risposto scritto ammesso confermato denunciato dito""".split()
)

PRONOUNS = frozenset("er sie il elle on ils elles él ella lui lei egli ele ela hij zij ze han hon hun ona".split())
HONORIFICS = frozenset(
    """herr herrn frau monsieur madame mademoiselle m mm mme mmes mlle sr sra srta señor señora don doña dr dra prof
    profa sig signor signora dott senhor senhora meneer mevrouw dhr mevr mw fru hr pan pani ing mag""".split()
)
ARTICLES = frozenset(
    "der die das ein eine ihr sein le la les un une son sa el los las una su il lo gli i l o a os as um uma de het een "
    "den det en ett".split()
)
PREPOSITIONS = frozenset(
    """in im an am auf bei beim nach vor von vom zu zum zur aus mit für gegen über um seit unter zwischen de du des d à
    au aux en dans sur pour par avec chez sans vers entre après avant depuis del al con por para desde hasta hacia
    ante tras sobre según di da dal dalla dello della dei delle nel nella nei nelle sul sulla alla allo ai alle agli
    per tra fra do dos das no na nos nas ao aos às em com pelo pela perante van op te ter ten bij met voor aan uit
    door naar om tegen over i på av till från vid för med hos ved til w we z ze od dla przez przy""".split()
)
PARTICLES = frozenset("al bin ibn ben von van der den de del della di da dos das du la le ter ten zu af".split())

# What somebody is: words that belong to a role and not to a name, in the forms in which they end.
TITLES = frozenset(
    """minister ministerin kanzler kanzlerin doktor professor professorin anwalt anwältin chef chefin wirt wirtin
    vorsitzende vorsitzender abgeordnete abgeordneter experte expertin senator senatorin richter richterin maire
    ministre président présidente directeur directrice porte-parole député députée sénateur sénatrice avocat avocate
    procureur procureure ingénieur ingénieure chercheur chercheuse historien historienne économiste professeur
    professeure médecin responsable secrétaire préfet préfète adjoint adjointe premier alcalde alcaldesa presidente
    presidenta ministro ministra director directora portavoz diputado diputada senador senadora abogado abogada
    fiscal ingeniero ingeniera investigador investigadora economista profesor profesora consejero consejera concejal
    gobernador gobernadora secretario secretaria médico médica sindaco sindaca direttore direttrice assessore
    assessora portavoce deputato deputata senatore avvocato ingegnere ricercatore ricercatrice professore
    professoressa segretario segretaria prefeito prefeita diretor diretora porta-voz deputado deputada advogado
    advogada engenheiro engenheira pesquisador pesquisadora professora secretário secretária autarca
    coordenador coordenadora burgemeester wethouder woordvoerder woordvoerster voorzitter hoogleraar
    minister-president statsminister statsråd borgmästare ordförande talesperson borgmester
    ordfører talsmand direktør prezydent burmistrz wójt rzecznik rzeczniczka dyrektor dyrektorka
    poseł posłanka prezes starosta""".split()
)
# Of German compounds and feminine nouns.
TITLE_ENDINGS = tuple(
    """meister sprecher minister präsident direktor leiter führer forscher chef loge anwalt experte vorstand ingenieur
    professor trainer rat rätin erin orin login istin entin antin eurin ärin kommissar historiker ökonom politiker
    vorsitzende vorsitzender""".split()
)

# Words that no English text needs, for texts too short to be counted: none is part of a name.
TELLTALES = frozenset(
    """das und nicht ist wir haben wird werden eine einen dem dass auch noch sich sie ich les des est une dans pour qui
    nous pas sur avec sont cette plus c'est ont los las una por para con pero más está es se nos que che è della
    sono non più nel questo anche gli abbiamo perché uma não com são ao mais foi os pelo temos het een dat niet
    zijn wij voor naar wordt hebben ook geen och att det är som inte jag på för med ikke ikkje og hvis nie jest się
    że oraz jak będzie zostało""".split()
)
