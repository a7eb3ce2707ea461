namespace HistoryImport.Tests;

/// <summary>The spellings of the vectors, damaged; each from its number alone.</summary>
public class JidFuzzTests
{
    static readonly int _texts = LongRun.IsWanted ? 10_000_000 : 20_000;

    [Fact]
    [Trait("Size", "Long")]
    public void TryParse_MutatedVector_GivesAValidJidOrNone()
    {
        int jids = 0;
        for (int seed = 0; seed < _texts; seed++)
        {
            string text = MutatedVector(seed);
            try
            {
                JidCheck.Run(text);
            }
            catch (Exception error)
            {
                Assert.Fail($"Seed {seed}, {Shape.Of(text)}: {error}");
            }

            jids += Jid.TryParse(text, out _) ? 1 : 0;
        }

        // Texts of which none or every one is a JID would prove nothing.
        Assert.InRange(jids, _texts / 10, _texts * 9 / 10);
    }

    static string MutatedVector(int seed)
    {
        var random = new Random(seed);
        return JidMutator.Mutate(Pick(random), Pick(random), random);
    }

    static string Pick(Random random) => JidVectors.All[random.Next(JidVectors.All.Length)].Input;
}
