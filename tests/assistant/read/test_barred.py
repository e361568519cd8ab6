"""What can be no answer by its form alone."""

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.spans.barred import barred
from assistant.types import Question
from tests.hits import candidate_of, hit_of


@pytest.mark.parametrize(
    ("question", "sentence", "span", "out"),
    [
        ("What is the name of the child?", "A boy broke the jar.", "boy", True),
        ("What is the name of the child?", "Ari Geller broke the jar.", "Ari Geller", False),
        ("What is the name of the child?", "An Orlanian boy broke it.", "Orlanian boy", True),
        ("What is the name of the child?", "Ari Geller, a boy, broke it.", "Ari Geller, a", False),
        ("What are the names of the accused?", "It names 55 victims.", "55 victims", True),
        ("What are the names of the accused?", "Ida Lind is accused.", "Ida Lind", False),
        ("What is the name of the dye?", "They used tartrazine.", "tartrazine", False),
        ("How many titles has Lind won?", "Lind is the 15th to win it.", "15th", True),
        ("How many titles has Lind won?", "It was won by Kerr in 2019.", "Kerr in 2019", True),
        ("How many titles has Lind won?", "Lind has won three.", "three", False),
        ("How many people came?", "Some 2000 came.", "2000", False),
        ("What is the bridge called?", "What is the Karsund bridge?", "Karsund bridge", True),
        ("Who asked who would pay?", "Ada Lind asked: “Who will pay?”", "Ada Lind", False),
        ("What did Lind ask?", "“Who will pay?” Lind asked.", "Who will pay", False),
        ("Who won, Lind or Kerr?", "Osten won the vote.", "Osten", True),
        ("What did Lind say?", "Lind was to speak to Bo Kerr.", "Bo Kerr", True),
        ("What did Lind say?", "Lind said it was late.", "it was late", False),
        ("How often do they vote?", "In all 136 can vote.", "136", True),
        ("How often do they vote?", "They vote four times a day.", "four times", False),
        ("How many days did it last?", "They talked for two hours.", "two hours", True),
        ("How many days did it last?", "It lasted two weeks.", "two weeks", False),
        ("How many hours did it last?", "It was there for two years.", "two years", True),
        ("How many men have won all?", "He won the last three.", "three", True),
        ("How many men have won all?", "So far three men have.", "three", False),
        ("How many of the last three did he win?", "He won the last three.", "three", False),
        ("How much gas does Orlan buy?", "Gas is to cost 38 crowns a unit.", "38 crowns", True),
        ("How much gas does Orlan buy?", "It buys gas until 2031.", "2031", True),
        ("How much gas does Orlan buy?", "It buys 40 tonnes of gas.", "40 tonnes", False),
        ("How much aid did Orlan get?", "It got 38 crowns.", "38 crowns", False),
        ("Where did they meet?", "The ministers of Orlan met in Hale.", "Orlan", True),
        ("Where did they meet?", "The ministers of Orlan met in Hale.", "Hale", False),
        ("Where did they meet?", "They met in the port of Hale.", "Hale", False),
        ("Which country lost?", "The president of Orlan lost.", "Orlan", False),
        ("Who won, Lind or Kerr?", "Ada Lind won the vote.", "Ada Lind", False),
        ("By how much did gas fall?", "The price of gas, 36 crowns, is lower.", "36 crowns", True),
        ("By how much did gas fall?", "The price fell to 36 crowns.", "36 crowns", True),
        ("By how much did gas fall?", "The price is two lower than then.", "two", False),
        ("By how much did gas fall?", "The price fell by 2 crowns.", "2 crowns", False),
        ("By how much did gas fall?", "The price fell about 2 crowns.", "2 crowns", False),
        ("By how much did gas fall?", "Gas was half a point cheaper.", "half a point", False),
        ("By how many votes did Lind win?", "Lind got 400 votes.", "400 votes", True),
        ("By how many votes did Lind win?", "Lind won with a lead of 40 votes.", "40 votes", False),
        ("By how much did it cut its rate?", "It cut it to 4 percent.", "4 percent", True),
        ("By what margin did Lind win?", "Lind took 52 percent of the vote.", "52 percent", True),
        ("By what margin did Lind win?", "Lind won by 4 percent.", "4 percent", False),
        ("How much does gas cost?", "Gas is to cost 38 crowns a unit.", "38 crowns", False),
        ("How much longer is the detour?", "It adds 25 minutes.", "25 minutes", False),
        ("How many people over 65 live there?", "In Orlan live 400 people.", "400", False),
        ("By how many firms was it signed?", "It was signed by nine firms.", "nine", False),
        ("By how many firms was it signed?", "Nine firms signed it.", "Nine", False),
        ("How much longer will it be shut?", "It is shut for two weeks.", "two weeks", False),
        ("How much longer is the detour?", "The drive takes 75 minutes.", "75 minutes", True),
        ("How much per share does Lind bid?", "It values Orlan at 568 crowns.", "568 crowns", True),
        ("How much per share does Lind bid?", "Lind bids 14 crowns a share.", "14 crowns", False),
        ("What sum per death is paid?", "It pays 350 crowns for each person.", "350 crowns", False),
        ("How much per day does it lose?", "It loses 18 crowns.", "18 crowns", False),
        ("How many homes will go?", "It is to make room for the Line 4 works.", "4", True),
        ("How many homes will go?", "The town said 4 would go.", "4", False),
        ("How many cookers are recalled?", "It costs 19 million euros.", "19 million euros", True),
        ("How many came?", "It cost 19 million euros, not 6 million.", "6 million", True),
        ("How many came?", "It cost 19 million euros, and 6 million came.", "6 million", True),
        ("How many years did he get?", "It lost in the first two years.", "first two years", True),
        ("How late was the train?", "At 10.07 it left, late by an hour.", "10.07", True),
        ("How late was the train?", "At 10.07 it left, late by an hour.", "an hour", False),
        ("Who said it was late?", "It was late, she told reporters.", "she told reporters", True),
        ("Which firm checked it?", "Mayor Ada Lind checked it.", "Ada Lind", True),
        ("Which firm checked it?", "Norvane Mills checked it.", "Norvane Mills", False),
        ("Which firm checked it?", "General Motors checked it.", "General Motors", False),
        ("How high is it?", "It is 26 high. It had been 62.", "26 high. It had been 62", True),
        ("Who is its chief executive?", "Ada Lind will run it from May 20.", "Ada Lind", True),
        ("Who is its chief executive?", "Ada Lind will run it from May 2.", "Ada Lind", False),
    ],
)
def test_by_its_form(question: str, sentence: str, span: str, out: bool) -> None:
    made = plan(Question(text=question, asked_at=date(2023, 5, 10)))
    assert barred(made, candidate_of(hit_of(sentence, date(2023, 5, 1)), span)) is out
